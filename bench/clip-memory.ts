/**
 * What the largest clips cost in memory: `node entry.mjs bench/clip-memory.ts` (Linux). A clip of 200 MB goes from the
 * platform to the provider, a take of 60 MB from there into the thread; the bot is a process of its own, and so are its
 * media children, which are shown apart. Three times in a row, to show that nothing piles up. Ends with 1 when the bot
 * grows by more than 64 MB over what it holds idle.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeClip } from '../src/sandbox/scene/make-clip.ts';
import { House, until } from '../test/journeys/house.ts';
import { ProcessMemory } from './process-memory.ts';

const MB = 1_000_000;
const CLIP_BYTES = 200 * MB;
const TAKE_BYTES = 60 * MB;
const MOST_GROWTH = 64 * MB;
const IDLE_MS = 3_000;
const ROUNDS = 3;
const PATIENCE_MS = 5 * 60_000;

type Platform = 'slack' | 'discord';

/** Posts the clip; tells whether its take is in the thread, and how large it is. */
const PLATFORMS: Record<Platform, (house: House, path: string) => Promise<() => number | undefined>> = {
  async slack({ sandbox: { slack } }, path) {
    const files = [{ name: 'promo.mp4', path }];
    const { ts } = await slack
      .person('Mara')
      .post({ channel: '#campaign-x', text: '@Recut make it dusk', files });
    return () =>
      slack
        .thread('#campaign-x', ts)
        .flatMap(({ user, files }) => (user === slack.bot.userId ? files : []))
        .at(0)?.size;
  },
  async discord({ sandbox: { discord } }, path) {
    discord.settings.uploadLimitBytes = 2 * TAKE_BYTES;
    const files = [{ name: 'promo.mp4', path }];
    const text = `<@${discord.botUserId}> make it dusk`;
    const { id } = await discord.person('Mara').post({ channel: 'campaign-x', text, files });
    return () =>
      discord.world.channels.has(id)
        ? discord
            .messages(id)
            .flatMap(({ attachments }) => attachments)
            .at(0)?.size
        : undefined;
  },
};

for (const platform of ['slack', 'discord'] as const) await measure(platform);

async function measure(platform: Platform): Promise<void> {
  let take = '';
  const house = await House.open(
    { TEAM_MONTHLY_CAP: '1000', DISCORD_UPLOAD_MB: '200' },
    { apart: true, edit: (job) => copyFile(take, job.take) },
  );
  const memory = new ProcessMemory(house.bot.pid);
  try {
    take = join(house.dir, 'take.mp4');
    await makeClip({ path: take, seconds: 3, bytes: TAKE_BYTES });
    const clip = join(house.dir, 'clip.mp4');
    await makeClip({ path: clip, seconds: 3, bytes: CLIP_BYTES });
    await sleep(IDLE_MS);
    const idle = (await memory.now()).process;
    console.log(`${platform}: idle ${inMB(idle)}`);
    memory.watch();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const began = Date.now();
      const taken = await PLATFORMS[platform](house, clip);
      const bytes = await until('the take is in the thread', taken, PATIENCE_MS);
      const seconds = ((Date.now() - began) / 1_000).toFixed(1);
      const growth = memory.peak.process - idle;
      console.log(
        `  ${inMB(CLIP_BYTES)} out, ${inMB(bytes)} back in ${seconds} s: the bot grew by ${inMB(growth)} so far; ` +
          `media children held up to ${inMB(memory.peak.children)}`,
      );
      if (growth > MOST_GROWTH || bytes !== TAKE_BYTES) process.exitCode = 1;
    }
  } finally {
    memory.stop();
    await house.close();
  }
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`;
}
