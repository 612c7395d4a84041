import { createHash } from 'node:crypto';
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { z } from 'zod';
import type { Memory } from './memory.ts';

const registered = z.object({ scope: z.string(), hash: z.string() });

const EVERYWHERE = 'everywhere';

interface Registration {
  rest: REST;
  memory: Memory;
  applicationId: string;
  /** The one server to register in; undefined registers for all. */
  guildId: string | undefined;
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[];
}

/**
 * Registers the commands, only when they changed since the last time (Discord takes 200 a day), and in one scope only:
 * a command that stands in two shows twice. Resolves with whether there was anything to do.
 */
export async function registerCommands(registration: Registration): Promise<boolean> {
  const { rest, memory, applicationId, guildId, definitions } = registration;
  const key = `discord:commands:${applicationId}`;
  const scope = guildId ?? EVERYWHERE;
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
  const before = registered.safeParse(await memory.get(key)).data;
  if (before?.scope === scope && before.hash === hash) return false;

  await rest.put(route(applicationId, scope), { body: definitions });
  const other = before?.scope ?? EVERYWHERE;
  if (other !== scope) await rest.put(route(applicationId, other), { body: [] });
  await memory.set(key, { scope, hash });
  return true;
}

function route(applicationId: string, scope: string): `/${string}` {
  return scope === EVERYWHERE
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, scope);
}
