import { Hono } from 'hono';
import { DiscordError } from '../discord-error.ts';
import { applicationFlags, type Settings } from '../settings.ts';
import { userObject } from '../world/members.ts';
import type { Wire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';

/** Who the bot is, and where its gateway is. */
export function applicationRoutes({ world, settings, gatewayUrl }: Deps): Hono<Env> {
  return (
    new Hono<Env>()
      .get('/gateway', (c) => c.json({ url: gatewayUrl }))
      // Small bots get a concurrency of 1, which makes discord.js wait five seconds between two shards.
      .get('/gateway/bot', (c) =>
        c.json({
          url: gatewayUrl,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 16 },
        }),
      )
      .get('/users/@me', (c) =>
        c.json({ ...userObject(world.bot), verified: true, mfa_enabled: false, locale: 'en-US' }),
      )
      .get('/users/:user', (c) => {
        const person = world.people.get(c.req.param('user'));
        if (!person) throw new DiscordError('unknownUser');
        return c.json(userObject(person));
      })
      .get('/applications/@me', (c) => c.json(applicationObject(world, settings)))
      .get('/oauth2/applications/@me', (c) => c.json(applicationObject(world, settings)))
  );
}

function applicationObject(world: World, settings: Settings): Wire {
  return {
    id: world.application.id,
    name: world.application.name,
    icon: null,
    description: '',
    type: null,
    bot: userObject(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(settings),
    flags_new: String(applicationFlags(settings)),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userObject(world.memberById(world.guild.ownerId)),
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
  };
}
