import { type Context, Hono } from 'hono';
import { DiscordError } from '../discord-error.ts';
import { channelObject, threadMember, threadObject } from '../world/channels.ts';
import { type Guild, guildObject, roleObject, rolesIn } from '../world/guild.ts';
import { memberObject } from '../world/members.ts';
import { sees } from '../world/permissions.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';

/** A guild: itself, roles, channels, single members, active threads. */
export function guildRoutes({ world }: Deps): Hono<Env> {
  return new Hono<Env>()
    .use('/guilds/:guild/*', async (c, next) => {
      guildOf(c);
      await next();
    })
    .get('/guilds/:guild', (c) => {
      const counts = {
        approximate_member_count: world.people.size,
        approximate_presence_count: world.people.size,
      };
      return c.json({
        ...guildObject(world, guildOf(c)),
        ...(c.req.query('with_counts') === 'true' ? counts : {}),
      });
    })
    .get('/guilds/:guild/roles', (c) => c.json(rolesIn(world, guildOf(c)).map(roleObject)))
    .get('/guilds/:guild/channels', (c) => {
      const inside = [...world.channels.values()].filter((channel) => world.guildOf(channel) === guildOf(c));
      const channels = inside.filter(({ kind }) => kind === 'text');
      return c.json(channels.map((channel) => channelObject(world, channel)));
    })
    .get('/guilds/:guild/members/:user', (c) => {
      const id = c.req.param('user');
      const person = world.people.get(id === '@me' ? world.bot.id : id);
      if (!person) throw new DiscordError('unknownMember');
      return c.json(memberObject(person));
    })
    .get('/guilds/:guild/threads/active', (c) => {
      const inside = world.threads().filter((thread) => world.guildOf(thread) === guildOf(c));
      const threads = inside.filter((thread) => !thread.archived && sees(world, world.bot, thread));
      const joined = threads.flatMap((thread) => {
        const at = thread.members.get(world.bot.id);
        return at === undefined ? [] : [threadMember(thread, world.bot, at)];
      });
      return c.json({
        threads: threads.map((thread) => threadObject(world, thread)),
        members: joined,
        has_more: false,
      });
    });

  function guildOf(c: Context<Env>): Guild {
    const guild = world.guilds.get(c.req.param('guild') ?? '');
    if (!guild) throw new DiscordError('unknownGuild');
    return guild;
  }
}
