import type { Channel } from './channels.ts';
import type { Ephemeral } from './ephemerals.ts';
import { fieldsIn, stateOf } from './form-fields.ts';
import type { JsonObject } from './json.ts';
import { isReply, type Message } from './messages.ts';
import type { Member } from './people.ts';
import type { ResponseTarget } from './response-urls.ts';
import { messageShape } from './shapes/message.ts';
import { viewShape } from './shapes/view.ts';
import type { View } from './views.ts';
import type { Workspace } from './workspace.ts';

/** The payloads of what a person does with the app, as Slack sends them. */
export class Interactions {
  readonly #at: Workspace;
  readonly #person: Member;

  constructor(workspace: Workspace, person: Member) {
    this.#at = workspace;
    this.#person = person;
  }

  command(command: string, text: string, channel: Channel): JsonObject {
    return {
      token: 'sandbox-verification-token',
      team_id: this.#at.team.id,
      team_domain: this.#at.team.domain,
      channel_id: channel.id,
      channel_name: channel.kind === 'direct' ? 'directmessage' : channel.name,
      user_id: this.#person.id,
      user_name: this.#person.name,
      command,
      text,
      api_app_id: this.#at.bot.appId,
      is_enterprise_install: 'false',
      response_url: this.#responseUrl({ person: this.#person.id, channel: channel.id }),
      trigger_id: this.#at.triggers.issue(this.#person.id),
    };
  }

  /** A button or a choice in a message. */
  messageAction(message: Message, channel: Channel, action: JsonObject): JsonObject {
    const threadTs = isReply(message) ? message.threadTs : undefined;
    const place = { channel_id: channel.id, message_ts: message.ts, is_ephemeral: false };
    return {
      ...this.#actionIn(message.blocks, action),
      container: { type: 'message', ...place, ...(threadTs ? { thread_ts: threadTs } : {}) },
      channel: nameOf(channel),
      message: messageShape(message, this.#at),
      response_url: this.#responseUrl({
        person: this.#person.id,
        channel: channel.id,
        messageTs: message.ts,
        ...(threadTs ? { threadTs } : {}),
      }),
    };
  }

  /** A button or a choice in a message that only this person sees; Slack sends no copy of the message along. */
  ephemeralAction(ephemeral: Ephemeral, channel: Channel, action: JsonObject): JsonObject {
    const { ts, threadTs } = ephemeral;
    return {
      ...this.#actionIn(ephemeral.blocks, action),
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: true,
        ...(threadTs ? { thread_ts: threadTs } : {}),
      },
      channel: nameOf(channel),
      response_url: this.#responseUrl({
        person: this.#person.id,
        channel: channel.id,
        messageTs: ts,
        ...(threadTs ? { threadTs } : {}),
      }),
    };
  }

  /** A button or a choice in a modal or on the App Home. */
  viewAction(view: View, action: JsonObject, state: JsonObject): JsonObject {
    return {
      ...this.#actionIn([], action),
      container: { type: 'view', view_id: view.id },
      view: viewShape(view, this.#at.team, this.#at.bot, state),
    };
  }

  submission(view: View, state: JsonObject): JsonObject {
    return {
      type: 'view_submission',
      ...this.#common(),
      trigger_id: this.#at.triggers.issue(this.#person.id),
      view: viewShape(view, this.#at.team, this.#at.bot, state),
      response_urls: [],
    };
  }

  closing(view: View, isCleared: boolean): JsonObject {
    const shape = viewShape(view, this.#at.team, this.#at.bot);
    return { type: 'view_closed', ...this.#common(), view: shape, is_cleared: isCleared };
  }

  messageShortcut(callbackId: string, message: Message, channel: Channel): JsonObject {
    return {
      type: 'message_action',
      ...this.#common(),
      callback_id: callbackId,
      trigger_id: this.#at.triggers.issue(this.#person.id),
      action_ts: this.#at.ids.ts(),
      message_ts: message.ts,
      channel: nameOf(channel),
      message: messageShape(message, this.#at),
      response_url: this.#responseUrl({
        person: this.#person.id,
        channel: channel.id,
        messageTs: message.ts,
      }),
    };
  }

  globalShortcut(callbackId: string): JsonObject {
    const trigger_id = this.#at.triggers.issue(this.#person.id);
    return {
      type: 'shortcut',
      ...this.#common(),
      callback_id: callbackId,
      trigger_id,
      action_ts: this.#at.ids.ts(),
    };
  }

  #actionIn(blocks: readonly JsonObject[], action: JsonObject): JsonObject {
    return {
      type: 'block_actions',
      ...this.#common(),
      trigger_id: this.#at.triggers.issue(this.#person.id),
      state: { values: stateValues(blocks) },
      actions: [{ ...action, action_ts: this.#at.ids.ts() }],
    };
  }

  #common(): JsonObject {
    const { id, name } = this.#person;
    const { team, bot } = this.#at;
    return {
      user: { id, username: name, name, team_id: team.id },
      team: { id: team.id, domain: team.domain },
      api_app_id: bot.appId,
      token: 'sandbox-verification-token',
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  #responseUrl(target: ResponseTarget): string {
    return `${this.#at.baseUrl}${this.#at.responseUrls.issue(target)}`;
  }
}

/** What the inputs in these blocks hold before anyone touched them, by block and action. */
export function stateValues(blocks: readonly JsonObject[]): JsonObject {
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const { blockId, actionId, element } of fieldsIn(blocks)) {
    const state = stateOf(element);
    if (state) values[blockId] = { ...values[blockId], [actionId]: state };
  }
  return values;
}

function nameOf(channel: Channel): JsonObject {
  return { id: channel.id, name: channel.kind === 'direct' ? 'directmessage' : channel.name };
}
