import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { manifestText, slackManifest } from '../../../src/bots/slack/manifest.ts';
import { BOT_SCOPES } from '../../../src/bots/slack/scopes.ts';
import { contract } from './workspace.ts';

const schemaFile = contract('manifest.schema.2.0.0.json');
const methodsFolder = contract('methods');

test('the checked-in manifest is the one that the code makes', () => {
  const file = readFileSync(new URL('../../../slack-manifest.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toEqual(JSON.parse(manifestText()));
});

test.skipIf(!schemaFile).each([undefined, 'https://recut.example.com'])(
  "Slack's own schema takes the manifest (public address: %s; needs ../shared/contracts)",
  (publicUrl) => {
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(readFileSync(schemaFile ?? '', 'utf8')),
    );
    validate(slackManifest(publicUrl));
    expect(validate.errors).toBeNull();
  },
);

test('over HTTP every request goes to the public address, and the socket is off', () => {
  const { settings, features } = slackManifest('https://recut.example.com');
  const events = 'https://recut.example.com/slack/events';
  expect(settings.socket_mode_enabled).toBe(false);
  expect(settings.event_subscriptions).toMatchObject({ request_url: events });
  expect(settings.interactivity).toMatchObject({ request_url: events });
  expect(features.slash_commands[0]).toMatchObject({ url: events });
});

test
  .skipIf(!methodsFolder)
  .each([
    'chat.postMessage',
    'chat.update',
    'chat.postEphemeral',
    'conversations.history',
    'conversations.replies',
    'conversations.info',
    'conversations.join',
    'files.completeUploadExternal',
    'files.getUploadURLExternal',
    'files.info',
    'files.list',
    'usergroups.users.list',
    'users.info',
    'users.list',
  ])('the manifest asks for every scope that %s needs (needs ../shared/contracts)', (method) => {
  const { scope } = JSON.parse(readFileSync(`${methodsFolder}/${method}.json`, 'utf8'));
  expect(BOT_SCOPES).toEqual(expect.arrayContaining(scope.bot));
});
