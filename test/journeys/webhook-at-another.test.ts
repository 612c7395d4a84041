import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freePort } from '../free-port.ts';
import { emptySchema } from '../postgres/empty-schema.ts';
import { LEFT_OUT } from '../postgres/of-test.ts';
import { type Server, startServer } from '../postgres/server.ts';
import { until } from './house.ts';
import { Replicas } from './replicas.ts';
import { slackStage } from './slack-stage.ts';
import { Story } from './story.ts';

const HOUR_MS = 3_600_000;
/** Long enough for the second bot to have started by the time the provider calls. */
const EDIT_MS = 10_000;
const PATIENT = { timeout: 300_000 };

describe.skipIf(LEFT_OUT !== '')(
  `a webhook that reaches another bot than the edit's own${LEFT_OUT}`,
  PATIENT,
  () => {
    let server: Server;
    let story: Story;
    let replicas: Replicas;

    beforeAll(async () => {
      server = await startServer();
      const { address } = await emptySchema(server.url);
      const port = String(await freePort());
      const settings = async (sandbox: Sandbox) => ({
        DATABASE_URL: address,
        TEAM_MONTHLY_CAP: '1000',
        HTTP_PORT: port,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        MODELS_FILE: await neverPolled(sandbox),
      });
      story = await Story.open(slackStage, settings, { empty: true, editMs: EDIT_MS });
      replicas = new Replicas(story.house);
    }, PATIENT.timeout);
    afterAll(async () => {
      await replicas?.[Symbol.asyncDispose]();
      await story?.close();
      await server?.close();
    });

    it('brings the edit in, though nobody polls', async () => {
      const promo = await story.props.clip('promo.mp4', { seconds: 3 });
      // The first one takes the edit to the provider, and is not where the provider calls.
      await replicas.start({ HTTP_PORT: String(await freePort()) });
      const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
      await until('the provider works', () => story.said(thread).includes('◐ Editing'));
      await replicas.start();
      await story.deliveredOnce(thread, '$1.08');
      expect(await story.audited(thread)).toContain('called_back');
    });
  },
);

async function neverPolled({ env }: Sandbox): Promise<string> {
  const models: object[] = JSON.parse(await readFile(env['MODELS_FILE'] ?? '', 'utf8'));
  const file = `${env['MODELS_FILE']}.unpolled.json`;
  const pollGapMs = { min: HOUR_MS, max: HOUR_MS };
  await writeFile(file, JSON.stringify(models.map((model) => ({ ...model, pollGapMs }))));
  return file;
}
