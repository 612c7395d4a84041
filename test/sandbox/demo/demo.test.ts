import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MediaChildren } from '../../../src/core/media/child.ts';
import { probe } from '../../../src/core/media/probe.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { temporaryFolder } from '../../core/media/temporary-folder.ts';
import { until } from '../../journeys/house.ts';
import { DemoRun } from './run-demo.ts';

/** It does the whole job, with real edits. */
const PATIENCE_MS = 180_000;

async function start(...args: readonly string[]): Promise<DemoRun> {
  const run = await DemoRun.start(...args);
  onTestFinished(() => run.remove());
  return run;
}

describe('npm run demo', () => {
  it('does the main job on both platforms, and leaves the takes to look at', {
    timeout: PATIENCE_MS,
  }, async () => {
    const clip = join(await temporaryFolder(), 'holiday.mp4');
    await makeClip({ path: clip, seconds: 3 });

    const run = await start('--clip', clip);
    const code = await run.ended();
    expect(run.said).toContain("Recut's ledger says");
    expect(code).toBe(0);

    const out = join(run.folder, 'demo-out');
    const files = await readdir(out);
    expect(files).toEqual(
      expect.arrayContaining(['slack-take-1.mp4', 'discord-take-1.mp4', 'transcript.md']),
    );
    const takes = files.filter((name) => name.endsWith('.mp4'));
    const media = new MediaChildren({ atOnce: 2 });
    for (const name of takes) {
      const facts = await probe(media, join(out, name), new AbortController().signal);
      expect(facts).toMatchObject({
        container: 'mp4',
        videoCodec: 'avc',
        width: 1280,
        height: 720,
        audioTracks: 1,
      });
      expect(Math.abs(facts.durationMs - 3000)).toBeLessThan(100);
      const picture = await sharp(join(out, name.replace('.mp4', '-before-after.jpg'))).metadata();
      expect(picture).toMatchObject({ format: 'jpeg', width: 1200 });
    }

    const transcript = await readFile(join(out, 'transcript.md'), 'utf8');
    for (const line of [
      '## Slack, \\#campaign-x',
      '@Recut make it dusk, keep everything else',
      '> ✓ Delivered',
      '> [holiday-take-1.mp4](slack-take-1.mp4)',
      '![Take 1, before and after](slack-take-1-before-after.jpg)',
      '## Discord, \\#campaign-x',
      '/edit put @Image1 on the table, keep everything else',
      '> [holiday-take-1.mp4](discord-take-1.mp4)',
    ]) {
      expect(transcript).toContain(line);
    }

    const total = `$${(1.08 * takes.length).toFixed(2)}`;
    expect(run.said).toContain(`Recut's ledger says ${total}, the provider's bill ${total}.`);
    expect(run.said).not.toContain('\u001b');
    expect(await run.leftovers()).toEqual([]);
  });

  it('says in the bot’s own words why a clip brings no take, and fails', {
    timeout: PATIENCE_MS,
  }, async () => {
    const letter = join(await temporaryFolder(), 'letter.mp4');
    await writeFile(letter, 'Dear Mara, this is no video.');
    const run = await start('--clip', letter);
    expect(await run.ended()).toBe(1);
    expect(run.said).toContain('The bot brought no take: letter.mp4 is not a video that Recut can read.');
    expect(await run.leftovers()).toEqual([]);
  });

  it.each([
    [['--clip', 'nowhere.mp4'], 'There is no clip to read at nowhere.mp4.'],
    [['--clip', '.'], '. is no file.'],
    [['--colour'], "Unknown option '--colour'."],
  ])('answers %j kindly, with a failing exit code', async (args, sentence) => {
    const run = await start(...args);
    expect(await run.ended()).toBe(1);
    expect(run.said).toContain(sentence);
    expect(run.said).not.toMatch(/^\s+at /m);
  });

  it('stops cleanly when it is interrupted', { timeout: PATIENCE_MS }, async () => {
    const run = await start();
    await until('it draws', async () => (await run.leftovers()).length > 0 && run.said.includes('Drawing'));
    run.interrupt();
    expect(await run.ended()).toBe(130);
    expect(run.said).toContain('Stopped.');
    expect(await run.leftovers()).toEqual([]);
  });
});

describe('npm run demo -- --serve', () => {
  it('says where the page is, and ends when it is interrupted', { timeout: PATIENCE_MS }, async () => {
    const run = await start('--serve');
    const [, address = ''] = await until('the page is there', () => /Open (http:\S+)/.exec(run.said));
    const page = await fetch(address);
    expect(await page.text()).toContain('<title>Recut sandbox</title>');
    run.interrupt();
    expect(await run.ended()).toBe(0);
    expect(await run.leftovers()).toEqual([]);
  });
});
