import { registerMediabunnyServer } from '@mediabunny/server';
import { FilePathSource, Input, MATROSKA, MP4, QTFF, VideoSampleSink, WEBM } from 'mediabunny';
import sharp from 'sharp';

/** What a test sees of one picture of a movie. */
export interface Picture {
  width: number;
  height: number;
  /** Mean red, green and blue, 0–255, of a share of the picture; of all of it unless said otherwise. */
  mean(part?: { from: number; to: number }): { r: number; g: number; b: number };
}

/** Decodes the picture shown at a time. Only for movies that the test itself made. */
export async function pictureAt(file: string, seconds: number): Promise<Picture> {
  registerMediabunnyServer({ hardwareContext: null });
  using input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, MATROSKA, WEBM] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error(`${file} has no picture`);
  using sample = await new VideoSampleSink(track).getSample(seconds);
  if (!sample) throw new Error(`${file} has no picture at ${seconds} s`);
  const asRgba: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };
  const rgba = new Uint8Array(sample.allocationSize(asRgba));
  await sample.copyTo(rgba, asRgba);
  return pictureOf(rgba, sample.displayWidth, sample.displayHeight);
}

/** The same of an image, such as SVG text. */
export async function pictureOfImage(image: string): Promise<Picture> {
  const { data, info } = await sharp(Buffer.from(image))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return pictureOf(data, info.width, info.height);
}

function pictureOf(rgba: Uint8Array, width: number, height: number): Picture {
  const mean: Picture['mean'] = ({ from, to } = { from: 0, to: 1 }) => {
    const [left, right] = [Math.round(from * width), Math.round(to * width)];
    const sums = [0, 0, 0];
    for (let y = 0; y < height; y += 1) {
      for (let x = left; x < right; x += 1) {
        for (let c = 0; c < 3; c += 1) sums[c] = (sums[c] ?? 0) + (rgba[4 * (y * width + x) + c] ?? 0);
      }
    }
    const [r = 0, g = 0, b = 0] = sums.map((sum) => sum / ((right - left) * height));
    return { r, g, b };
  };
  return { width, height, mean };
}
