import { Hono } from 'hono';
import { z } from 'zod';
import { DiscordError } from '../discord-error.ts';
import { snowflake } from '../validate/controls.ts';
import { parseBody } from '../validate/parse.ts';
import { channelObject } from '../world/channels.ts';
import { channelForBot, writingPermission } from './access.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { readJson } from './form.ts';

/** Channels themselves: reading them, typing in them, opening a direct one. */
export function channelRoutes({ world }: Deps): Hono<Env> {
  return new Hono<Env>()
    .get('/channels/:channel', (c) =>
      c.json(channelObject(world, channelForBot(world, c.req.param('channel')))),
    )
    .post('/channels/:channel/typing', (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      channelForBot(world, channel.id, writingPermission(channel));
      world.announce({ kind: 'typing', channelId: channel.id, userId: world.bot.id });
      return c.body(null, 204);
    })
    .post('/users/@me/channels', async (c) => {
      const { recipient_id: id } = parseBody(z.object({ recipient_id: snowflake }), await readJson(c));
      if (id === world.bot.id || !world.people.has(id)) throw new DiscordError('unknownUser');
      return c.json(channelObject(world, world.directChannel(id)));
    });
}
