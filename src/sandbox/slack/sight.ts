import type { Channel } from './channels.ts';
import { actionOf, type Entry, type Field, fieldsIn } from './form-fields.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './messages.ts';
import type { Member } from './people.ts';
import type { View } from './views.ts';
import { toWire } from './wire-text.ts';
import type { Workspace } from './workspace.ts';

/** A choice in a message or a modal, beyond the mere press of a button. */
export interface Choice {
  /** What to choose, for an element with options or a value. */
  readonly entry?: Entry;
  /** Which block, where several have an element of this `action_id`. */
  readonly blockId?: string;
}

/** What a person sees and can point at; for anything else an Error says so. */
export class Sight {
  readonly #at: Workspace;
  readonly #member: Member;

  constructor(workspace: Workspace, member: Member) {
    this.#at = workspace;
    this.#member = member;
  }

  /** A conversation the person is in, by id or name. */
  channel(reference: string): Channel {
    const channel = this.#at.channels.find(reference);
    if (!channel?.members.has(this.#member.id)) {
      throw new Error(`${this.#member.realName} is not in a channel ${reference}.`);
    }
    return channel;
  }

  message(ts: string): Message {
    const message = this.#at.messages.byTs(ts);
    if (!message) throw new Error(`There is no message ${ts}.`);
    this.channel(message.channel);
    return message;
  }

  ownMessage(ts: string): Message {
    const message = this.message(ts);
    if (message.user !== this.#member.id)
      throw new Error(`The message ${ts} is not by ${this.#member.realName}.`);
    return message;
  }

  /** The first message of the thread that this message of the channel is in, or would begin. */
  threadOf(ts: string, channel: Channel): string {
    const message = this.message(ts);
    if (message.channel !== channel.id) throw new Error(`The message ${ts} is in another channel.`);
    return message.threadTs ?? ts;
  }

  /** The modal on top, which has to be this one. */
  openView(id: string): View {
    const top = this.#at.views.stack(this.#member.id).at(-1);
    if (top?.id !== id) throw new Error(`The modal ${id} is not what ${this.#member.realName} has open.`);
    return top;
  }

  field(blocks: readonly JsonObject[], actionId: string, { blockId }: Choice): Field {
    const found = fieldsIn(blocks).find(
      (field) => field.actionId === actionId && (blockId === undefined || field.blockId === blockId),
    );
    if (!found) throw new Error(`There is nothing to press called ${actionId}.`);
    return found;
  }

  /** What the app will be told of this press or choice. */
  action(blocks: readonly JsonObject[], actionId: string, choice: Choice): JsonObject {
    const { blockId, element } = this.field(blocks, actionId, choice);
    return {
      type: element['type'],
      action_id: actionId,
      block_id: blockId,
      ...actionOf(element, choice.entry),
    };
  }

  /** What the client sends for what the person types. */
  wire(typed: string): string {
    const { bot, people } = this.#at;
    return toWire(typed, [{ id: bot.userId, realName: bot.realName }, ...people.values()]);
  }
}
