import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fal } from '../../../../src/core/providers/fal.ts';
import type { PredictionStatus, Submission } from '../../../../src/core/providers/provider.ts';
import { FalStandIn } from '../../../../src/sandbox/fal/stand-in.ts';
import { makeClip } from '../../../../src/sandbox/scene/make-clip.ts';
import { aSubmission, falModel } from './a-submission.ts';
import { LARGEST_WHOLE } from './documented.ts';

const { signal } = new AbortController();
const gate = Promise.withResolvers<void>();
let dir: string;
let service: FalStandIn;
let provider: Fal;
let submission: Submission;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'recut-fal-'));
  service = await FalStandIn.start({
    dir,
    edit: async ({ clip, take }) => {
      await gate.promise;
      await copyFile(clip, take);
    },
  });
  const { apiKey, url } = service;
  provider = new Fal({ apiKey, queueUrl: url, restUrl: url });
  const [clip, image] = [path.join(dir, 'clip.mp4'), path.join(dir, 'image.png')];
  await makeClip({ path: clip, seconds: 5, width: 720, height: 720, fps: 24 });
  await sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } }).toFile(image);
  submission = aSubmission({
    model: falModel('kling-o3-std'),
    clipMs: 5_000,
    clipAspect: 1,
    inputs: {
      videoUrl: await uploaded(clip, 'video/mp4'),
      imageUrls: [await uploaded(image, 'image/png')],
    },
  });
});
afterAll(async () => {
  gate.resolve();
  await provider.close();
  await service.stop();
  await rm(dir, { recursive: true });
});

async function uploaded(file: string, contentType: 'video/mp4' | 'image/png'): Promise<string> {
  const { size: bytes } = await stat(file);
  return await provider.upload({ path: file, name: path.basename(file), contentType, bytes }, signal);
}

async function submitted(): Promise<string> {
  const outcome = await provider.submit(submission, signal);
  if (outcome.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
  return outcome.predictionId;
}

const read = (id: string): Promise<PredictionStatus> => provider.read(id, signal);
const ending = async (id: string) => {
  await expect.poll(async () => (await read(id)).kind, { timeout: 20_000 }).not.toBe('working');
  return await read(id);
};

describe('an edit at fal', () => {
  it('waits for its place, can be taken back until then, and costs nothing if it is', async () => {
    const [first, second, third] = [await submitted(), await submitted(), await submitted()];
    expect(await read(third)).toEqual({ kind: 'working' });
    expect(await provider.cancel(third, signal)).toBe('cancelled');
    expect(await read(third)).toEqual({ kind: 'failed', reason: { code: 'provider_failed' } });
    expect(await provider.cancel(third, signal)).toBe('too_late');
    expect(await provider.cancel(second, signal)).toBe('asked');
    gate.resolve();
    for (const id of [first, second]) expect(await ending(id)).toMatchObject({ kind: 'completed' });
    expect(service.chargedMicros).toBe(2 * 1_260_000);
  });

  it('is made of exactly what was submitted', async () => {
    gate.resolve();
    const status = await ending(await submitted());
    const [address = ''] = status.kind === 'completed' ? status.outputs : [];
    const { statusCode, body } = await request(address);
    await body.dump();
    expect(statusCode).toBe(200);
    expect(service.predictions().at(-1)).toMatchObject({
      model: 'fal-ai/kling-video/o3/standard/video-to-video/edit',
      input: {
        prompt: submission.prompt,
        video_url: submission.inputs.videoUrl,
        image_urls: submission.inputs.imageUrls,
        keep_audio: true,
      },
    });
  });

  it('may begin with a clip so large that it goes up in parts, and through trouble', async () => {
    const large = path.join(dir, 'large.mp4');
    await writeFile(
      large,
      Array.from({ length: 92 }, () => randomBytes(1_024 * 1_024)),
    );
    await truncate(large, LARGEST_WHOLE + 1_000_001);
    service.faults.add('part', { kind: 'status', status: 503 });
    const address = await uploaded(large, 'video/mp4');
    const { body } = await request(address);
    expect(await sha256(body)).toBe(await sha256(createReadStream(large)));
  });
});

async function sha256(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
