import { type InputVideoTrack, VideoSample } from 'mediabunny';
import { ToneTable } from '../tone-table.ts';
import { Refusal } from './serve.ts';

/** Planes of brightness and of two colour differences, as `I420P10`: how finely colour is stored, and in how many bits. */
const PLANAR = /^I4(?<columns>[24])(?<rows>[024])(?:P(?<bits>\d\d))?$/;

/** Hands back another sample, and leaves the one that it is given. */
export type Tone = (sample: VideoSample) => Promise<VideoSample>;

/** Makes frames of high dynamic range into ordinary ones: 8 bits, BT.709. Null for a track that has no such frames. */
export async function toneFor(video: InputVideoTrack): Promise<Tone | null> {
  const { transfer } = await video.getColorSpace();
  if (transfer !== 'hlg' && transfer !== 'pq') return null;
  // Reduced to the usual range by the time its size is changed, whatever the file says.
  const table = new ToneTable(transfer);
  return async (sample) => {
    const { codedWidth, codedHeight, timestamp, duration } = sample;
    const data = toned(await planesOf(sample), codedWidth, codedHeight, table);
    return new VideoSample(data, { format: 'I420', codedWidth, codedHeight, timestamp, duration });
  };
}

interface Plane {
  /** Where it begins, and how far its rows are apart, in code values. */
  offset: number;
  stride: number;
}

interface Planes {
  values: Uint8Array | Uint16Array;
  luma: Plane;
  first: Plane;
  second: Plane;
  /** Pixels that share one colour, along a row and down. */
  columns: 1 | 2;
  rows: 1 | 2;
  /** What a value is multiplied by to be on the scale of 8 bits. */
  scale: number;
}

async function planesOf(sample: VideoSample): Promise<Planes> {
  const { columns, rows, bits = '8' } = PLANAR.exec(sample.format ?? '')?.groups ?? {};
  const bytes = new Uint8Array(sample.allocationSize());
  const width = bits === '8' ? 1 : 2;
  const layout = await sample.copyTo(bytes);
  const planes = layout.map(({ offset, stride }) => ({ offset: offset / width, stride: stride / width }));
  const [luma, first, second] = planes;
  if (!columns || !luma || !first || !second) {
    throw new Refusal('unsupported_codec', `pixels are stored as ${sample.format}`);
  }
  return {
    values: width === 1 ? bytes : new Uint16Array(bytes.buffer),
    luma,
    first,
    second,
    columns: columns === '4' ? 1 : 2,
    rows: rows === '0' ? 2 : 1,
    scale: 1 / 2 ** (Number(bits) - 8),
  };
}

/** Four pixels of the result share one colour, so they are worked out together. Width and height are even. */
function toned(planes: Planes, width: number, height: number, table: ToneTable): Uint8ClampedArray {
  const { values, luma, first, second, columns, rows, scale } = planes;
  const pixels = width * height;
  const result = new Uint8ClampedArray(pixels * 1.5);
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const [row, column] = [y / rows, x / columns];
      table.turnTo(
        (values[first.offset + row * first.stride + column] ?? 0) * scale,
        (values[second.offset + row * second.stride + column] ?? 0) * scale,
      );
      let sum = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const [down, along] = [y + (corner >> 1), x + (corner & 1)];
        const value = (values[luma.offset + down * luma.stride + along] ?? 0) * scale;
        result[down * width + along] = table.at(value, 0);
        sum += value;
      }
      const colour = pixels + (y * width) / 4 + x / 2;
      result[colour] = table.at(sum / 4, 1);
      result[colour + pixels / 4] = table.at(sum / 4, 2);
    }
  }
  return result;
}
