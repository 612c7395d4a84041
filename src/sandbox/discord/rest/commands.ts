import { type Context, Hono } from 'hono';
import { DiscordError } from '../discord-error.ts';
import { commandObject } from '../interactions/command-registry.ts';
import { commandForm, commandList } from '../validate/command-form.ts';
import { parseBody } from '../validate/parse.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { readJson } from './form.ts';

/** Command registration, globally and for the guild. */
export function commandRoutes({ world, commands }: Deps): Hono<Env> {
  const app = new Hono<Env>();
  for (const path of ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands']) {
    app
      .get(path, (c) => c.json(commands.in(scopeOf(c)).map((command) => commandObject(world, command))))
      .put(path, async (c) => {
        const forms = parseBody(commandList, await readJson(c));
        const registered = commands.replaceAll(scopeOf(c), forms);
        return c.json(registered.map((command) => commandObject(world, command)));
      })
      .post(path, async (c) => {
        const scope = scopeOf(c);
        const known = new Set(commands.in(scope).map(({ id }) => id));
        const command = commands.upsert(scope, parseBody(commandForm, await readJson(c)));
        return c.json(commandObject(world, command), known.has(command.id) ? 200 : 201);
      })
      .get(`${path}/:command`, (c) =>
        c.json(commandObject(world, commands.byId(scopeOf(c), c.req.param('command') ?? ''))),
      )
      .delete(`${path}/:command`, (c) => {
        commands.remove(scopeOf(c), c.req.param('command') ?? '');
        return c.body(null, 204);
      });
  }
  return app;

  function scopeOf(c: Context<Env>): string | undefined {
    if (c.req.param('app') !== world.application.id) throw new DiscordError('unknownApplication');
    const guild = c.req.param('guild');
    if (guild !== undefined && !world.guilds.has(guild)) throw new DiscordError('unknownGuild');
    return guild;
  }
}
