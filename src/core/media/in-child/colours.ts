import type { InputVideoTrack } from 'mediabunny';

const HD: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };
const SD: VideoColorSpaceInit = {
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  matrix: 'smpte170m',
  fullRange: false,
};
/** Pictures with fewer lines that say nothing are taken for standard definition by every player. */
const HD_LINES = 720;

/**
 * What is to be said of the colours of a track once it is encoded anew in 8 bits: its own words, as far as it has any.
 * Scaling and encoding bring them into the usual range, but leave everything else of them as it is.
 */
export async function coloursOf(video: InputVideoTrack): Promise<VideoColorSpaceInit> {
  const told = await video.getColorSpace();
  if (told.transfer === 'hlg' || told.transfer === 'pq') return HD;
  const lines = Math.min(await video.getDisplayWidth(), await video.getDisplayHeight());
  const usual = lines < HD_LINES ? SD : HD;
  return {
    primaries: told.primaries ?? usual.primaries ?? null,
    transfer: told.transfer ?? usual.transfer ?? null,
    matrix: told.matrix ?? usual.matrix ?? null,
    fullRange: false,
  };
}
