import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { Workspace } from '../src/core/media/workspace.ts';
import { freePort } from './free-port.ts';
import { discordStage } from './journeys/discord-stage.ts';
import { until } from './journeys/house.ts';
import { slackStage } from './journeys/slack-stage.ts';
import type { Prop } from './journeys/stage.ts';
import { PATIENT, Story } from './journeys/story.ts';
import { publish } from './journeys/web.ts';

const PROMPT = 'paint everything aubergine';

describe('what the running bot tells its operator', PATIENT, () => {
  let inSlack: Story;
  let inDiscord: Story;
  let promo: Prop;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    const settings = { TEAM_MONTHLY_CAP: '1000', HTTP_PORT: String(port) };
    inSlack = await Story.open(slackStage, settings, { apart: true });
    inDiscord = inSlack.on(discordStage);
    promo = await inSlack.props.clip('promo.mp4', { seconds: 3 });
  }, PATIENT.timeout);
  afterAll(() => inSlack?.close());

  function page(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}${path}`);
  }

  /** Everything that nobody but the bot may know, and everything that is people's own. */
  function secrets(): string[] {
    const { env, slack, discord } = inSlack.house.sandbox;
    const tokens = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN', 'WAVESPEED_API_KEY'];
    const people = [...slack.people(), ...discord.people()].flatMap(({ id, name }) => [id, name]);
    return [...tokens.map((name) => env[name] ?? name), ...people, 'aubergine'];
  }

  it('says that it runs, and that it can take requests', async () => {
    const healthy = await page('/healthz');
    expect([healthy.status, await healthy.json()]).toEqual([200, { ok: true }]);
    const ready = await page('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, store: true, disk: true, slack: true, discord: true },
    ]);
    expect((await page('/')).status).toBe(404);
  });

  it('is not ready while a platform is disconnected, and is again when it is back', async () => {
    const { slack } = inSlack.house.sandbox;
    slack.faults.add('apps.connections.open', { kind: 'status', status: 503 }, 1_000);
    slack.dropSockets();
    await until('it is not ready', async () => (await page('/readyz')).status === 503);
    const ready = await page('/readyz');
    expect(await ready.json()).toEqual({ ok: false, store: true, disk: true, slack: false, discord: true });
    expect((await page('/healthz')).status).toBe(200);
    slack.faults.clear();
    await until('it is ready again', async () => (await page('/readyz')).status === 200);
  });

  it('counts edits, without a word of who asked and what for', async () => {
    const here = await inSlack.stage.mention({ text: PROMPT, files: [promo] });
    const there = await inDiscord.stage.mention({ text: PROMPT, files: [promo] });
    await Promise.all([inSlack.done(here), inDiscord.done(there)]);
    const answer = await page('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const metrics = await answer.text();
    expect(metrics).toMatch(/^recut_edits\{state="delivered"\} 2$/m);
    expect(metrics).toMatch(/^recut_edit_moves_total\{state="delivered",platform="slack"\} 1$/m);
    expect(metrics).toMatch(/^recut_edit_moves_total\{state="delivered",platform="discord"\} 1$/m);
    // What lies on the disk for the two, in all, and how much may.
    const used = Number(/^recut_workspace_bytes (\d+)$/m.exec(metrics)?.[1]);
    const clips = new Workspace(join(inSlack.house.settings['DATA_DIR'] ?? '', 'clips'));
    expect(used).toBe(await clips.totalSize());
    expect(used).toBeGreaterThan(0);
    const most = Number(/^recut_workspace_limit_bytes (\S+)$/m.exec(metrics)?.[1]);
    expect(most).toBe(readConfig(inSlack.house.settings).MAX_DISK_GB * 1_000_000_000);
    for (const secret of [...secrets(), here, there]) expect(metrics).not.toContain(secret);
  });

  it('logs an edit by its id, and neither tokens nor signed addresses, prompts or people', async () => {
    const { wavespeed } = inSlack.house.sandbox;
    await using web = await publish(promo);
    const text = `${PROMPT} ${web.url}?signature=very-secret`;
    for (const story of [inSlack, inDiscord]) {
      wavespeed.faults.add('result', { kind: 'status', status: 500 });
      wavespeed.faults.add('output', { kind: 'status', status: 502 });
      wavespeed.faults.add('submit', { kind: 'reset_after_accept' });
      story.stage.upset('download', { kind: 'status', status: 404 });
      const uploaded = await story.stage.mention({ text: PROMPT, files: [promo] });
      const linked = await story.stage.mention({ text });
      await story.done(linked);
      const { log } = story.house.bot;
      for (const thread of [uploaded, linked]) expect(log).toContain((await story.edit(thread)).id);
      story.calm();
    }
    const { log } = inSlack.house.bot;
    const lines = log.trim().split('\n');
    expect(lines.every((line) => JSON.parse(line).level !== 'debug')).toBe(true);
    expect(lines.some((line) => JSON.parse(line).level === 'warn')).toBe(true);
    expect(log).not.toMatch(/https?:\/\/[^\s"]*\?[^…]/);
    for (const secret of [...secrets(), 'very-secret']) expect(log).not.toContain(secret);
  });
});
