/**
 * What it costs to look at a clip of 100 MB whose index stands at its end: `node entry.mjs bench/probe.ts [clip]` (Linux).
 * Bytes are those that the process read from files, as the kernel counts them, apart from its own program: all of the clip
 * once, for its hash, and the rest for its facts.
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaChildren } from '../src/core/media/child.ts';
import { probe } from '../src/core/media/probe.ts';
import { makeClip } from '../src/sandbox/scene/make-clip.ts';

const MB = 1_000_000;
const CLIP_BYTES = 100 * MB;
const ROUNDS = 5;
const EVERY_MS = 2;
const NEVER = new AbortController().signal;

const folder = await mkdtemp(join(tmpdir(), 'recut-bench-'));
try {
  const clip = process.argv[2] ?? (await withIndexAtEnd(await ourOwn('clip.mp4', CLIP_BYTES)));
  const { size } = await stat(clip);
  const small = await ourOwn('small.mp4', 0);
  const program = (await measure(small)).bytes;
  console.log(`${(size / MB).toFixed(1)} MB, index at ${await indexAt(clip)} %`);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { ms, bytes } = await measure(clip);
    const beyond = (bytes - program - size) / MB;
    console.log(`  ${ms} ms; read once for the hash, and ${beyond.toFixed(2)} MB more for the facts`);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function ourOwn(name: string, bytes: number): Promise<string> {
  const path = join(folder, name);
  await makeClip({
    path,
    width: 1280,
    height: 720,
    fps: 24,
    seconds: 10,
    sound: true,
    ...(bytes ? { bytes } : {}),
  });
  return path;
}

/** Moves the table of contents behind everything else; what it points to stays where it is. */
async function withIndexAtEnd(path: string): Promise<string> {
  const content = await readFile(path);
  const at = content.indexOf('moov', 0, 'latin1') - 4;
  const index = Buffer.from(content.subarray(at, at + content.readUInt32BE(at)));
  content.write('free', at + 4, 'latin1');
  await writeFile(path, Buffer.concat([content, index]));
  return path;
}

async function measure(path: string): Promise<{ ms: number; bytes: number }> {
  const children = new MediaChildren({ atOnce: 1 });
  let bytes = 0;
  const timer = setInterval(async () => {
    for (const pid of children.pids) {
      const io = await readFile(`/proc/${pid}/io`, 'utf8').catch(() => '');
      bytes = Math.max(bytes, Number(/^rchar: (\d+)$/m.exec(io)?.[1] ?? 0));
    }
  }, EVERY_MS);
  const started = performance.now();
  try {
    await probe(children, path, NEVER);
    return { ms: Math.round(performance.now() - started), bytes };
  } finally {
    clearInterval(timer);
  }
}

/** Where the table of contents of an MP4 stands, in percent of the file. */
async function indexAt(path: string): Promise<number> {
  const content = await readFile(path);
  return Math.round((content.lastIndexOf('moov') / content.length) * 100);
}
