import { Hono } from 'hono';
import { userObject } from '../world/members.ts';
import { react, unreact } from '../world/posting.ts';
import { channelForBot } from './access.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';

const PATH = '/channels/:channel/messages/:message/reactions/:emoji';

/** The bot's own reactions, and who reacted how. */
export function reactionRoutes({ world }: Deps): Hono<Env> {
  return new Hono<Env>()
    .put(`${PATH}/@me`, (c) => {
      const channel = channelForBot(world, c.req.param('channel'), 'ADD_REACTIONS', 'READ_MESSAGE_HISTORY');
      react(world, world.message(channel.id, c.req.param('message')), c.req.param('emoji'), world.bot.id);
      return c.body(null, 204);
    })
    .delete(`${PATH}/@me`, (c) => {
      const channel = channelForBot(world, c.req.param('channel'));
      unreact(world, world.message(channel.id, c.req.param('message')), c.req.param('emoji'), world.bot.id);
      return c.body(null, 204);
    })
    .get(PATH, (c) => {
      const channel = channelForBot(world, c.req.param('channel'), 'READ_MESSAGE_HISTORY');
      const { reactions } = world.message(channel.id, c.req.param('message'));
      const userIds = reactions.get(c.req.param('emoji')) ?? [];
      return c.json([...userIds].map((id) => userObject(world.memberById(id))));
    });
}
