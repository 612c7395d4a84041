import { type Attachment, attachmentObject } from '../cdn/attachments.ts';
import { channelObject } from '../world/channels.ts';
import { roleObject } from '../world/guild.ts';
import { type Member, partialMember, userObject } from '../world/members.ts';
import { type Message, messageObject } from '../world/messages.ts';
import { permissionsIn } from '../world/permissions.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

/** The objects behind the ids of an interaction, as Discord sends them along in `resolved`. */
export class Resolved {
  readonly #world: World;
  readonly #by: Member;
  readonly #objects: Record<string, Wire> = {};

  /** @param by who picked them: channels tell what this member may do there */
  constructor(world: World, by: Member) {
    this.#world = world;
    this.#by = by;
  }

  attachment(attachment: Attachment): string {
    this.#put('attachments', attachment.id, attachmentObject(attachment, this.#world.links));
    return attachment.id;
  }

  message(message: Message): string {
    const guild = this.#world.guildOf(this.#world.channel(message.channelId));
    const object = { ...messageObject(this.#world, message), ...(guild ? { guild_id: guild.id } : {}) };
    this.#put('messages', message.id, object);
    return message.id;
  }

  user(id: string): string {
    const member = this.#world.memberById(id);
    this.#put('users', id, userObject(member));
    this.#put('members', id, partialMember(member));
    return id;
  }

  role(id: string): string {
    const role = this.#world.roles.get(id);
    if (!role) throw new Error(`There is no role ${id}.`);
    this.#put('roles', id, roleObject(role));
    return id;
  }

  /** A role or a user. */
  mentionable(id: string): string {
    return this.#world.roles.has(id) ? this.role(id) : this.user(id);
  }

  channel(id: string): string {
    const channel = this.#world.channel(id);
    const permissions = String(permissionsIn(this.#world, this.#by, channel));
    const app_permissions = String(permissionsIn(this.#world, this.#world.bot, channel));
    this.#put('channels', id, { ...channelObject(this.#world, channel), permissions, app_permissions });
    return id;
  }

  /** Nothing to send when no id was used. */
  toWire(): Wire {
    return Object.keys(this.#objects).length === 0 ? {} : { resolved: this.#objects };
  }

  #put(kind: string, id: string, object: Wire): void {
    this.#objects[kind] = { ...this.#objects[kind], [id]: object };
  }
}
