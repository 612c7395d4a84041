import { type InputVideoTrack, VideoSample } from 'mediabunny';
import { type Planes, tonePixels } from '../tone-pixels.ts';
import { toneTable } from '../tone-table.ts';
import { Refusal } from './serve.ts';

/** Planes of brightness and of two colour differences, as `I420P10`: how finely colour is stored, and in how many bits. */
const PLANAR = /^I4(?<columns>[24])(?<rows>[024])(?:P(?<bits>\d\d))?$/;

/** Hands back another sample, and leaves the one that it is given. */
export type Tone = (sample: VideoSample) => Promise<VideoSample>;

/**
 * Makes frames of high dynamic range into ordinary ones: 8 bits, BT.709. Null for a track that has no such frames. Their
 * sides have to be even, and their values from 16 to 235 as they are once their size was changed, whatever the file says.
 */
export async function toneFor(video: InputVideoTrack): Promise<Tone | null> {
  const { transfer } = await video.getColorSpace();
  if (transfer !== 'hlg' && transfer !== 'pq') return null;
  const table = toneTable(transfer);
  return async (sample) => {
    const { codedWidth, codedHeight, timestamp, duration } = sample;
    const data = tonePixels(await planesOf(sample), codedWidth, codedHeight, table);
    return new VideoSample(data, { format: 'I420', codedWidth, codedHeight, timestamp, duration });
  };
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
    bits: Number(bits),
  };
}
