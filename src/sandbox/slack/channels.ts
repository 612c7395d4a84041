import { founders, recutBot } from './people.ts';

/** A conversation: a channel, or the direct conversation of one person with the bot. */
export interface Channel {
  /** `C…`, or `D…` for a direct conversation. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  /** The person on the other side; only for `direct`. */
  readonly person?: string;
  /** Ids of the people and bots in it. */
  readonly members: ReadonlySet<string>;
  /** Epoch seconds. */
  readonly created: number;
}

/** The conversations of the workspace. */
export class Channels {
  readonly #byId = new Map<string, Channel>();

  add(channel: Channel): Channel {
    this.#byId.set(channel.id, channel);
    return channel;
  }

  get(id: string): Channel | undefined {
    return this.#byId.get(id);
  }

  all(): Channel[] {
    return [...this.#byId.values()];
  }

  /** By id, by name with or without `#`, or by the id of the person of a direct conversation. */
  find(reference: string): Channel | undefined {
    const name = reference.replace(/^#/, '');
    return (
      this.#byId.get(reference) ??
      this.all().find((channel) => channel.person === reference || (name !== '' && channel.name === name))
    );
  }

  /** The direct conversation of this person with the bot. */
  directOf(person: string): Channel | undefined {
    return this.all().find((channel) => channel.person === person);
  }

  /** As if an admin had deleted it. */
  remove(id: string): void {
    this.#byId.delete(id);
  }

  join(id: string, member: string): Channel | undefined {
    const channel = this.#byId.get(id);
    return channel && this.add({ ...channel, members: new Set([...channel.members, member]) });
  }

  leave(id: string, member: string): Channel | undefined {
    const channel = this.#byId.get(id);
    return channel && this.add({ ...channel, members: channel.members.difference(new Set([member])) });
  }
}

/** The channels a fresh workspace starts with; the bot is in the first one only. */
export function foundingChannels(created: number): Channel[] {
  const people = founders.map((person) => person.id);
  const channel = (id: string, name: string, kind: Channel['kind'], members: string[]): Channel => ({
    id,
    name,
    kind,
    members: new Set(members),
    created,
  });
  return [
    channel('C0CAMPAIGNX', 'campaign-x', 'public', [...people, recutBot.userId]),
    channel('C0GENERAL01', 'general', 'public', people),
    channel('C0SECRET001', 'launch-secret', 'private', people),
    ...founders.map((person) => directChannel(person.id, created)),
  ];
}

/** The direct conversation of a person with the bot: `U0MARA00001` talks in `D0MARA00001`. */
export function directChannel(person: string, created: number): Channel {
  const members = new Set([person, recutBot.userId]);
  return { id: person.replace(/^U/, 'D'), name: '', kind: 'direct', person, members, created };
}
