import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { SlackStandIn } from '../../../src/sandbox/slack/stand-in.ts';
import { methods } from '../../../src/sandbox/slack/web-api/methods.ts';
import { clientOf, fileOf, standIn } from './started.ts';
import { triggerFor } from './trigger.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/contracts/slack/methods');
const ajv = new Ajv({ strict: false, allErrors: true });

interface Contract {
  readonly args: { readonly properties: Record<string, unknown>; readonly required?: readonly string[] };
  readonly output: object | null;
}

function contractOf(name: string): Contract {
  const written = readFileSync(path.join(folder, `${name}.json`), 'utf8');
  // Alternatives that refer to schemas outside the file match anything here, so several may match at once.
  return JSON.parse(written.replaceAll('"oneOf"', '"anyOf"'));
}

/** What the schema finds wrong. */
function problems(schema: object, value: unknown): unknown {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : validate.errors;
}

/** Calls a method with JSON, and gives its answer untouched by any client library. */
async function call(url: string, token: string, args: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' };
  const { body } = await request(url, { method: 'POST', headers, body: JSON.stringify(args) });
  return body.json();
}

/** One good call of each method, in a workspace where it can succeed. */
async function goodCalls(slack: SlackStandIn): Promise<Record<string, Record<string, unknown>>> {
  const channel = 'C0CAMPAIGNX';
  const client = clientOf(slack);
  const mara = slack.person('Mara');
  const root = await mara.post({ channel, text: 'Edit this', files: [{ path: await fileOf(10) }] });
  const own = await client.chat.postMessage({ channel, text: 'One' });
  const whole = await client.files.getUploadURLExternal({ filename: 'a.mp4', length: 3 });
  const gone = await client.files.getUploadURLExternal({ filename: 'b.mp4', length: 3 });
  for (const { upload_url = '' } of [whole, gone]) await request(upload_url, { method: 'POST', body: 'abc' });
  await client.files.completeUploadExternal({ files: [{ id: gone.file_id ?? '' }] } as never);
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Edit' }, blocks: [], external_id: 'v' };
  const blocks = JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text: 'Two' } }]);
  const metadata = { event_type: 'recut_status', event_payload: { edit: '01J' } };
  return {
    'apps.connections.open': {},
    'auth.test': {},
    'bots.info': { bot: slack.bot.botId },
    'chat.postMessage': {
      channel,
      text: 'Two',
      blocks,
      metadata: JSON.stringify(metadata),
      thread_ts: root.ts,
    },
    'chat.update': { channel, ts: own.ts, text: 'Two', blocks },
    'chat.postEphemeral': { channel, user: mara.id, text: 'Psst' },
    'chat.getPermalink': { channel, message_ts: root.ts },
    'chat.delete': { channel, ts: own.ts },
    'conversations.info': { channel, include_num_members: true },
    'conversations.history': { channel, limit: 5, include_all_metadata: true },
    'conversations.replies': { channel, ts: root.ts },
    'conversations.members': { channel },
    'conversations.open': { users: mara.id },
    'conversations.join': { channel: 'C0GENERAL01' },
    'files.getUploadURLExternal': { filename: 'c.mp4', length: 3, alt_txt: 'A clip' },
    'files.completeUploadExternal': {
      files: [{ id: whole.file_id, title: 'A' }],
      channel_id: channel,
      thread_ts: root.ts,
    },
    'files.info': { file: root.fileIds[0] },
    'files.list': { channel, types: 'videos' },
    'files.delete': { file: gone.file_id },
    'reactions.add': { channel, name: 'eyes', timestamp: root.ts },
    'team.info': {},
    'usergroups.list': { include_users: true },
    'usergroups.users.list': { usergroup: 'S0APPROVERS' },
    'users.info': { user: mara.id, include_locale: true },
    'users.list': { limit: 2 },
    'views.open': { view, trigger_id: await triggerFor(slack, mara) },
    'views.push': { view: { ...view, external_id: 'w' }, trigger_id: await triggerFor(slack, mara) },
    'views.update': { view, external_id: 'v' },
    'views.publish': { user_id: mara.id, view: { type: 'home', blocks: [] } },
  };
}

describe.skipIf(!existsSync(folder))(
  'against the published method schemas (skipped without ../shared/contracts)',
  () => {
    /** The folder is a selection of what Slack publishes. */
    const published = methods.filter(({ name }) => existsSync(path.join(folder, `${name}.json`)));

    it('lacks no method but one, which the types of the Web API describe', () => {
      const others = methods.filter((method) => !published.includes(method));
      expect(others.map(({ name }) => name)).toEqual(['users.conversations']);
    });

    it.each(published.map((method) => [method.name, method] as const))(
      '%s takes the arguments that Slack names',
      (name, method) => {
        const { properties, required = [] } = contractOf(name).args;
        const named = [...Object.keys(properties), 'token', 'team_id'];

        expect(method.argumentNames.toSorted()).toEqual([...new Set(named)].sort());
        expect(required).toEqual(expect.arrayContaining([...method.requiredNames]));
      },
    );

    it('takes a good call of every method, and answers in the shape that Slack promises', async () => {
      const slack = await standIn();
      const calls = Object.entries(await goodCalls(slack));
      expect(calls.map(([name]) => name).sort()).toEqual(published.map(({ name }) => name).sort());

      for (const [name, args] of calls) {
        const { args: argsSchema, output } = contractOf(name);
        const token = name.startsWith('apps.') ? slack.appToken : slack.botToken;
        const answer = await call(`${slack.apiUrl}${name}`, token, args);

        expect({ name, args: problems(argsSchema, { token, ...args }) }).toEqual({ name, args: [] });
        expect(answer).toMatchObject({ ok: true });
        expect({ name, answer: problems(output ?? {}, answer) }).toEqual({ name, answer: [] });
      }
    });

    it('would notice a wrong argument and a lacking field, which shows that the schemas are really asked', () => {
      const { args, output } = contractOf('chat.postMessage');
      expect(problems(args, { token: 'x', channel: 5 })).not.toEqual([]);
      expect(problems(output ?? {}, { ok: true })).not.toEqual([]);
    });
  },
);
