/**
 * How long it takes to fit ten seconds of 1080p, against the ffmpeg command that one would type for the same, where
 * there is an ffmpeg; and how much memory each holds at most:
 *
 *     npx node bench/fit.ts [clip]
 *
 * Without a clip, one is made: a WebM, so that everything is encoded anew. A clip of one's own is taken as it is, and
 * of one that is longer its first ten seconds. Both encode with x264's usual preset at the same bitrate. Linux only:
 * memory is read from /proc.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipFacts, Fit } from '../src/core/edit/clip.ts';
import { MediaChildren } from '../src/core/media/child.ts';
import { fitFor } from '../src/core/media/fit.ts';
import { fitClip } from '../src/core/media/fit-clip.ts';
import { probe } from '../src/core/media/probe.ts';
import { KLING_O3_LIMITS } from '../src/core/providers/catalogue/kling-o3.ts';
import { changesWording } from '../src/core/views/change-wording.ts';
import { makeClip } from '../src/sandbox/scene/make-clip.ts';
import { ProcessMemory } from './process-memory.ts';

const SECONDS = 10;
const MB = 1_000_000;
const NEVER = new AbortController().signal;
/** What one types for HDR: light, BT.709, pressed into the usual range, back to a signal. */
const TONE =
  'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:desat=0,zscale=t=bt709:m=bt709:r=tv';

interface Run {
  seconds: number;
  /** The most that its process held, resident. */
  bytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'recut-bench-'));
try {
  await measure(process.argv[2] ?? (await ourOwn()));
} finally {
  await rm(folder, { recursive: true });
}

async function ourOwn(): Promise<string> {
  const path = join(folder, 'clip.webm');
  await makeClip({ path, width: 1920, height: 1080, fps: 30, seconds: SECONDS, container: 'webm' });
  return path;
}

async function measure(clip: string): Promise<void> {
  const children = new MediaChildren({ atOnce: 1 });
  const facts = await probe(children, clip, NEVER);
  const window = facts.durationMs > 1_000 * SECONDS ? { from: 0, to: 1_000 * SECONDS } : null;
  const fit = fitFor(facts, KLING_O3_LIMITS, window);
  if (!fit) return console.log('this clip fits as it is');
  console.log(`${facts.width}×${facts.height}, ${facts.fps} fps: ${changesWording(fit.changes)}`);
  const destination = join(folder, 'fitted.mp4');
  const ours = await watched(() => fitClip(children, clip, destination, fit, NEVER));
  console.log(`Recut   ${told(ours)}`);
  const theirs = await watched(() => byHand(clip, facts, fit)).catch(() => null);
  if (!theirs) return console.log('no ffmpeg here that does the same');
  console.log(`ffmpeg  ${told(theirs)}`);
  console.log(`ratio   ${(ours.seconds / theirs.seconds).toFixed(2)}`);
}

/** Watches what is done in processes of its own. */
async function watched(work: () => Promise<unknown>): Promise<Run> {
  const memory = new ProcessMemory(process.pid);
  memory.watch();
  const started = performance.now();
  try {
    await work();
    return { seconds: (performance.now() - started) / 1_000, bytes: memory.peak.children };
  } finally {
    memory.stop();
  }
}

async function byHand(clip: string, facts: ClipFacts, fit: Fit): Promise<void> {
  const part = fit.window ? ['-t', String((fit.window.to - fit.window.from) / 1_000)] : [];
  const rate = fit.fps === null ? [] : [`fps=${fit.fps}`];
  const filters = [...rate, ...(facts.hdr ? [TONE] : []), `scale=${fit.width}:${fit.height}`].join(',');
  const pictures = ['-vf', filters, '-c:v', 'libx264', '-b:v', String(fit.bitrate), '-pix_fmt', 'yuv420p'];
  const sound = ['-c:a', 'aac', '-b:a', '192k'];
  const end = ['-movflags', '+faststart', join(folder, 'by-hand.mp4')];
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', '-i', clip, ...part, ...pictures, ...sound, ...end]);
  const [code] = await once(ffmpeg, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}

function told({ seconds, bytes }: Run): string {
  return `${seconds.toFixed(1)} s, ${Math.round(bytes / MB)} MB`;
}
