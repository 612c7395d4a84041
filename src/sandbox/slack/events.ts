import type { Channel } from './channels.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './messages.ts';
import { channelType } from './shapes/channel.ts';
import { messageShape } from './shapes/message.ts';
import { viewShape } from './shapes/view.ts';
import { mentions } from './wire-text.ts';
import type { Workspace } from './workspace.ts';

/** How the events of one post reach the app; the real Slack does all of these now and then. */
export interface Manner {
  /** How often each event is delivered, under the same `event_id`; 1 if absent. */
  readonly deliveries?: number;
  /** All deliveries at once, instead of each after the acknowledgement of the one before. */
  readonly concurrently?: boolean;
  /** Events of a mention's pair that never arrive. */
  readonly lose?: readonly ('message' | 'app_mention')[];
  /** `app_mention` before `message`. */
  readonly mentionFirst?: boolean;
}

/** What the app hears through the Events API: only of conversations its bot is in. */
export class Events {
  readonly #at: Workspace;

  constructor(workspace: Workspace) {
    this.#at = workspace;
  }

  posted(message: Message, manner: Manner = {}): void {
    const channel = this.#heard(message.channel);
    if (!channel) return;
    const pair = [this.#messageEvent(message, channel), ...this.#mentionEvent(message, channel)];
    if (manner.mentionFirst) pair.reverse();
    for (const event of pair) {
      if (!manner.lose?.some((type) => type === event['type'])) void this.#send(event, manner);
    }
  }

  changed(message: Message, previous: Message): void {
    const channel = this.#heard(message.channel);
    if (!channel) return;
    void this.#send({
      ...this.#hidden('message_changed', channel),
      message: messageShape(message, this.#at),
      previous_message: messageShape(previous, this.#at),
    });
    // An edit fires the mention again, with `edited` set.
    if (!message.botId) for (const mention of this.#mentionEvent(message, channel)) void this.#send(mention);
  }

  deleted(message: Message): void {
    const channel = this.#heard(message.channel);
    if (!channel) return;
    const previous_message = messageShape(message, this.#at);
    void this.#send({
      ...this.#hidden('message_deleted', channel),
      deleted_ts: message.ts,
      previous_message,
    });
  }

  joined(channel: Channel, user: string): void {
    if (!channel.members.has(this.#at.bot.userId)) return;
    const channel_type = channel.kind === 'private' ? 'G' : 'C';
    void this.#send({
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type,
      team: this.#at.team.id,
    });
  }

  fileDeleted(fileId: string): void {
    void this.#send({ type: 'file_deleted', file_id: fileId });
  }

  homeOpened(person: string, channel: string): void {
    const home = this.#at.views.home(person);
    const view = home ? { view: viewShape(home, this.#at.team, this.#at.bot) } : {};
    void this.#send({ type: 'app_home_opened', user: person, channel, tab: 'home', ...view });
  }

  #heard(channelId: string): Channel | undefined {
    const channel = this.#at.channels.get(channelId);
    return channel?.members.has(this.#at.bot.userId) ? channel : undefined;
  }

  #messageEvent(message: Message, channel: Channel): JsonObject {
    const place = { channel: channel.id, channel_type: channelType(channel), event_ts: message.ts };
    return { ...messageShape(message, this.#at), ...place };
  }

  #mentionEvent(message: Message, channel: Channel): JsonObject[] {
    const mentioned =
      !message.botId && channel.kind !== 'direct' && mentions(message.text, this.#at.bot.userId);
    if (!mentioned) return [];
    const { subtype: _, ...shape } = messageShape(message, this.#at);
    return [{ ...shape, type: 'app_mention', channel: channel.id, event_ts: message.ts }];
  }

  #hidden(subtype: string, channel: Channel): JsonObject {
    const ts = this.#at.ids.ts();
    return {
      type: 'message',
      subtype,
      hidden: true,
      channel: channel.id,
      channel_type: channelType(channel),
      ts,
      event_ts: ts,
    };
  }

  async #send(event: JsonObject, { deliveries = 1, concurrently = false }: Manner = {}): Promise<void> {
    const payload = this.#callback(event);
    for (let repetition = 0; repetition < deliveries; repetition += 1) {
      const delivered = this.#at.dispatcher.event(payload, Math.min(repetition, 1));
      if (!concurrently) await delivered;
    }
  }

  #callback(event: JsonObject): JsonObject {
    const { team, bot, ids } = this.#at;
    return {
      token: 'sandbox-verification-token',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: bot.appId,
      event: { event_ts: ids.ts(), ...event },
      type: 'event_callback',
      event_id: ids.next('Ev'),
      event_time: this.#at.second(),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: bot.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${ids.next('E')}`,
    };
  }
}
