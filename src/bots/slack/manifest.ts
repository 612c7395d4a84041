import { writeFile } from 'node:fs/promises';
import type { AppsManifestValidateArguments } from '@slack/web-api';
import { COMMANDS } from '../../core/commands.ts';
import { EDIT_COMMAND, EDIT_SHORTCUT } from './names.ts';
import { BOT_SCOPES } from './scopes.ts';

type Manifest = Exclude<AppsManifestValidateArguments['manifest'], string>;

/**
 * The app as Slack is to create it (api.slack.com/apps → Create New App → From a manifest).
 *
 * @param publicUrl where Slack reaches the bot in HTTP mode, such as `https://recut.example.com`; without it the app
 *   uses Socket Mode
 */
export function slackManifest(publicUrl?: string) {
  const request = publicUrl === undefined ? undefined : new URL('/slack/events', publicUrl).href;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Recut',
      description: 'Edits a clip by a sentence, in a thread, inside your budget.',
      background_color: '#1f2430',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'recut', always_online: true },
      shortcuts: [
        {
          name: 'Edit this video',
          type: 'message',
          callback_id: EDIT_SHORTCUT,
          description: 'Change the clip of this message by a sentence',
        },
      ],
      slash_commands: [
        slashCommand(
          EDIT_COMMAND,
          'Edit a clip by a sentence',
          'change the beer to a cola, keep everything else',
          request,
        ),
        ...COMMANDS.map(({ name, description, usage }) =>
          slashCommand(`/${name}`, description, usage, request),
        ),
      ],
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: {
        ...(request === undefined ? {} : { request_url: request }),
        bot_events: ['app_mention', 'message.channels', 'message.groups', 'message.im', 'message.mpim'],
      },
      interactivity: { is_enabled: true, ...(request === undefined ? {} : { request_url: request }) },
      org_deploy_enabled: false,
      socket_mode_enabled: request === undefined,
      token_rotation_enabled: false,
    },
  } satisfies Manifest;
}

function slashCommand(command: string, description: string, usage: string, url: string | undefined) {
  return {
    command,
    description,
    usage_hint: usage,
    should_escape: true,
    ...(url === undefined ? {} : { url }),
  };
}

/** The manifest as the file `slack-manifest.json` in the repository root holds it. */
export function manifestText(publicUrl?: string): string {
  return `${JSON.stringify(slackManifest(publicUrl), null, 2)}\n`;
}

// `npm run manifest` prints it and refreshes the checked-in file; `npm run manifest -- https://…` prints HTTP mode's.
if (process.argv[1] === import.meta.filename) {
  const publicUrl = process.argv[2];
  process.stdout.write(manifestText(publicUrl));
  if (publicUrl === undefined) {
    await writeFile(new URL('../../../slack-manifest.json', import.meta.url), manifestText());
  }
}
