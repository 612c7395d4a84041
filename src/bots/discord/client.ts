import { Client, GatewayIntentBits, Options, Partials, type RateLimitData } from 'discord.js';
import type { Logger } from 'pino';
import { keepLimitsInStep } from './limits-clock.ts';
import { loggable, waitOf } from './refusal.ts';
import { makeRequest } from './send-form.ts';

/** Until the answer begins, so all of an upload: the library would otherwise send a slow one again after 15 s. */
const REQUEST_TIMEOUT_MS = 120_000;
/** The core tries again by itself, and with a longer breath than the library's, which is none. */
const RETRIES = 1;
/** A short wait is worth it; for a longer one the core has better things to do. */
const MAX_RATE_LIMIT_WAIT_MS = 10_000;
/** How long a server that is down may hold up the start: until then the library keeps all interactions back. */
const GUILD_WAIT_MS = 5000;

/**
 * discord.js as Recut uses it. No privileged intent: the content of mentions and direct messages comes without one,
 * and so does what commands, forms and buttons bring.
 */
export function createClient({
  apiUrl,
  logger,
  shard,
}: {
  apiUrl: string;
  logger: Logger;
  shard?: { index: number; of: number };
}): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    ...(shard ? { shards: [shard.index], shardCount: shard.of } : {}),
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    waitGuildTimeout: GUILD_WAIT_MS,
    rest: {
      api: apiUrl.replace(/\/+$/, ''),
      timeout: REQUEST_TIMEOUT_MS,
      retries: RETRIES,
      rejectOnRateLimit: isTooLong,
      makeRequest,
    },
  });
  tell(client, logger);
  client.rest.on('response', keepLimitsInStep(client.rest));
  return client;
}

/** A 429 without a time is refused as well: the library would repeat it at once, for ever. */
function isTooLong(limit: RateLimitData): boolean {
  const wait = waitOf(limit);
  return wait <= 0 || wait > MAX_RATE_LIMIT_WAIT_MS;
}

/** Without the first listener, an error in any other one would end the process. */
function tell(client: Client, logger: Logger): void {
  client.on('error', (error) => logger.error(loggable(error), 'discord.js reported an error'));
  client.on('warn', (warning) => logger.warn({ warning }, 'discord.js warns'));
  client.on('shardError', (error) => logger.warn(loggable(error), 'the connection to Discord has an error'));
  client.on('shardDisconnect', ({ code }) =>
    logger.error({ code }, 'Discord closed the connection for good'),
  );
  client.on('shardReconnecting', () => logger.info('connecting to Discord again'));
  client.on('shardResume', () => logger.info('connected to Discord again'));
  client.rest.on('rateLimited', ({ route, timeToReset }) =>
    logger.debug({ route, waitMs: timeToReset }, 'Discord asks to wait'),
  );
}
