import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { checkSound } from '../../../src/core/media/check-sound.ts';
import { mendSound } from '../../../src/core/media/mend-sound.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { CHILDREN, NEVER } from './fitted.ts';
import { makeStrangeClip, steadyTimes } from './strange-clip.ts';
import { temporaryFolder } from './temporary-folder.ts';

const SMALL = { width: 320, height: 180, fps: 24 };

async function mended(take: string, sound: string | null) {
  const folder = await temporaryFolder();
  const path = join(folder, 'mended');
  await mendSound(CHILDREN, { take, sound }, path, NEVER);
  expect(await readdir(folder)).toEqual(['mended']);
  return { path, facts: await probe(CHILDREN, path, NEVER) };
}

/** The bytes of every packet of the first track of a kind. */
async function packets(path: string, kind: 'video' | 'audio'): Promise<string[]> {
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const track = kind === 'video' ? await input.getPrimaryVideoTrack() : await input.getPrimaryAudioTrack();
  if (!track) return [];
  const all: string[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets())
    all.push(Buffer.from(data).toString('base64'));
  return all;
}

describe('a take whose sound was dropped', () => {
  it('gets that of its clip, as it is, and keeps its own pictures, as they are', async () => {
    const folder = await temporaryFolder();
    const [clip, take] = [join(folder, 'clip'), join(folder, 'take')];
    await makeClip({ path: clip, seconds: 3, sound: true, ...SMALL });
    await makeClip({ path: take, seconds: 2, sound: false, ...SMALL });
    const { path, facts } = await mended(take, clip);
    expect(facts).toMatchObject({ container: 'mp4', audioTracks: 1, audioCodec: 'aac', durationMs: 2_000 });
    expect(await packets(path, 'video')).toEqual(await packets(take, 'video'));
    const sound = await packets(path, 'audio');
    expect(sound.length).toBeGreaterThan(80);
    const original = await packets(clip, 'audio');
    expect(original.join()).toContain(sound.join());
    expect(await checkSound(CHILDREN, { clip, take: path }, NEVER)).toBe('same');
  });

  it('gets that of a clip in another coding, encoded for an MP4', async () => {
    const folder = await temporaryFolder();
    const [clip, take] = [join(folder, 'clip'), join(folder, 'take')];
    await makeClip({ path: clip, seconds: 2, sound: true, container: 'webm', ...SMALL });
    await makeClip({ path: take, seconds: 2, sound: false, ...SMALL });
    const { path, facts } = await mended(take, clip);
    expect(facts).toMatchObject({ audioCodec: 'aac', durationMs: 2_000 });
    expect(await checkSound(CHILDREN, { clip, take: path }, NEVER)).toBe('same');
  });
});

describe('a take that has sound', () => {
  const FRAMES = { ...SMALL, times: steadyTimes(24, 2), seconds: 2 };

  it.each([
    ['in its place', 0.5, 'same'],
    ['half a second late', 1, 'shifted'],
    ['of nothing', 5, 'silent'],
  ] as const)('is listened to: %s', async (_, soundsFrom, verdict) => {
    const folder = await temporaryFolder();
    const [clip, take] = [join(folder, 'clip'), join(folder, 'take')];
    await makeStrangeClip(CHILDREN, { ...FRAMES, path: clip, soundsFrom: [0.5] });
    await makeStrangeClip(CHILDREN, { ...FRAMES, path: take, soundsFrom: [soundsFrom] });
    expect(await checkSound(CHILDREN, { clip, take }, NEVER)).toBe(verdict);
  });

  it('loses it where it is to be gone, and nothing else', async () => {
    const take = join(await temporaryFolder(), 'take');
    await makeClip({ path: take, seconds: 2, sound: true, ...SMALL });
    const { path, facts } = await mended(take, null);
    expect(facts.audioTracks).toBe(0);
    expect(await packets(path, 'video')).toEqual(await packets(take, 'video'));
  });

  it('that is damaged is left to whoever asked', async () => {
    const folder = await temporaryFolder();
    const clip = join(folder, 'clip');
    await makeClip({ path: clip, seconds: 1, sound: false, ...SMALL });
    await expect(
      mendSound(CHILDREN, { take: clip, sound: clip }, join(folder, 'x'), NEVER),
    ).rejects.toMatchObject({
      code: 'unsupported_codec',
    });
    expect(await readdir(folder)).toEqual(['clip']);
  });
});
