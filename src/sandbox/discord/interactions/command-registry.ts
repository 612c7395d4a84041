import { DiscordError } from '../discord-error.ts';
import { COMMAND, type CommandForm } from '../validate/command-form.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';

/** A command as the application registered it, globally or for the guild. */
export interface RegisteredCommand {
  readonly id: string;
  readonly type: number;
  readonly guildId: string | undefined;
  readonly version: string;
  readonly form: CommandForm;
}

/** The application's commands. A name is unique per scope and type; registering it again replaces it. */
export class CommandRegistry {
  readonly #world: World;
  #commands: RegisteredCommand[] = [];
  /** How many commands were created or changed; Discord allows 200 creations a day and guild. */
  writes = 0;

  constructor(world: World) {
    this.#world = world;
  }

  all(): readonly RegisteredCommand[] {
    return this.#commands;
  }

  in(guildId: string | undefined): RegisteredCommand[] {
    return this.#commands.filter((command) => command.guildId === guildId);
  }

  /** The command a person picks: the guild's own before the global one. */
  find(name: string, type: number): RegisteredCommand | undefined {
    const named = this.#commands.filter(({ form, type: its }) => form.name === name && its === type);
    return named.find(({ guildId }) => guildId !== undefined) ?? named[0];
  }

  /** @throws DiscordError 10063 */
  byId(guildId: string | undefined, id: string): RegisteredCommand {
    const command = this.in(guildId).find((candidate) => candidate.id === id);
    if (!command) throw new DiscordError('unknownCommand');
    return command;
  }

  replaceAll(guildId: string | undefined, forms: readonly CommandForm[]): RegisteredCommand[] {
    const made = forms.map((form) => this.#make(guildId, form));
    this.#commands = [...this.#commands.filter((command) => command.guildId !== guildId), ...made];
    return made;
  }

  upsert(guildId: string | undefined, form: CommandForm): RegisteredCommand {
    const made = this.#make(guildId, form);
    this.#commands = [...this.#commands.filter(({ id }) => id !== made.id), made];
    return made;
  }

  remove(guildId: string | undefined, id: string): void {
    const command = this.byId(guildId, id);
    this.#commands = this.#commands.filter((other) => other !== command);
  }

  #make(guildId: string | undefined, form: CommandForm): RegisteredCommand {
    const type = form.type ?? COMMAND.chatInput;
    const before = this.in(guildId).find(
      (command) => command.form.name === form.name && command.type === type,
    );
    this.writes += 1;
    return { id: before?.id ?? this.#world.ids.next(), type, guildId, version: this.#world.ids.next(), form };
  }
}

export function commandObject(world: World, command: RegisteredCommand): Wire {
  const { form } = command;
  const permissions = form.default_member_permissions;
  return {
    id: command.id,
    application_id: world.application.id,
    version: command.version,
    type: command.type,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description ?? '',
    description_localizations: form.description_localizations ?? null,
    default_member_permissions: permissions == null ? null : String(permissions),
    dm_permission: form.dm_permission ?? true,
    contexts: form.contexts ?? null,
    integration_types: form.integration_types ?? [0],
    nsfw: form.nsfw ?? false,
    ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
    ...(form.options?.length ? { options: form.options.map(withoutNulls) } : {}),
  };
}

function withoutNulls(option: object): Wire {
  return Object.fromEntries(
    Object.entries(option).filter(([, value]) => value !== null && value !== undefined),
  );
}
