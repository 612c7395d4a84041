import type { ClipFacts } from '../../../src/core/edit/clip.ts';

/** A clip as a phone makes it, which Kling takes as it is. */
export const PHONE_CLIP: ClipFacts = {
  container: 'mp4',
  videoCodec: 'avc',
  audioCodec: 'aac',
  durationMs: 8_400,
  width: 1080,
  height: 1920,
  fps: 30,
  variableFps: false,
  rotation: 90,
  hdr: false,
  audioTracks: 1,
  bytes: 20_000_000,
  sha256: 'a'.repeat(64),
};
