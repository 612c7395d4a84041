import Keyv from 'keyv';
import type { Logger } from 'pino';
import type { Bot } from './bots/bot.ts';
import { DiscordBot } from './bots/discord/discord-bot.ts';
import { SlackBot } from './bots/slack/slack-bot.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { Hearing } from './core/hearing.ts';
import type { Database } from './core/store/database.ts';
import { SqlHeardMarks } from './core/store/sql-heard-marks.ts';
import { SqlKeyvStore } from './core/store/sql-keyv-store.ts';
import type { Turn } from './core/turn.ts';

interface Running {
  /** The machine's own if absent. */
  clock?: Clock;
  /** Makes what decides which of several processes does something. */
  turnFor?: (name: string) => Turn;
}

/** The bots of the platforms that are configured, not yet connected. */
export function configuredBots(
  config: Config,
  database: Database,
  logger: Logger,
  running: Running = {},
): Bot[] {
  return [...slack(config, database, logger, running), ...discord(config, database, logger, running)];
}

function hearingFor(name: string, database: Database, logger: Logger, clock: Clock = systemClock): Hearing {
  return new Hearing({ name, marks: new SqlHeardMarks(database), clock, logger });
}

function slack(config: Config, database: Database, logger: Logger, { clock }: Running): Bot[] {
  if (!config.SLACK_BOT_TOKEN) return [];
  return [
    new SlackBot({
      botToken: config.SLACK_BOT_TOKEN,
      appToken: config.SLACK_APP_TOKEN,
      signingSecret: config.SLACK_SIGNING_SECRET,
      port: config.SLACK_PORT,
      apiUrl: config.SLACK_API_URL,
      updatesPerMinute: config.SLACK_UPDATES_PER_MINUTE,
      ...(config.SLACK_UPLOAD_MB ? { uploadLimitBytes: config.SLACK_UPLOAD_MB * 1_000_000 } : {}),
      trustedHosts: config.TRUSTED_HOSTS,
      ...(clock ? { clock } : {}),
      hearing: hearingFor('slack', database, logger, clock),
      logger: logger.child({ platform: 'slack' }),
    }),
  ];
}

function discord(config: Config, database: Database, logger: Logger, { clock, turnFor }: Running): Bot[] {
  if (!config.DISCORD_TOKEN) return [];
  const shard = config.DISCORD_SHARD;
  const heard = `discord:${shard.index}/${shard.of}`;
  const turn = turnFor?.(`gateway:${heard}`);
  return [
    new DiscordBot({
      token: config.DISCORD_TOKEN,
      ...(config.DISCORD_GUILD_ID ? { guildId: config.DISCORD_GUILD_ID } : {}),
      ...(config.DISCORD_UPLOAD_MB ? { uploadLimitBytes: config.DISCORD_UPLOAD_MB * 1_000_000 } : {}),
      apiUrl: config.DISCORD_API_URL,
      trustedHosts: config.TRUSTED_HOSTS,
      ...(shard.of > 1 ? { shard } : {}),
      ...(turn ? { turn } : {}),
      ...(clock ? { clock } : {}),
      memory: new Keyv({ store: new SqlKeyvStore(database), namespace: 'discord' }),
      hearing: hearingFor(heard, database, logger, clock),
      logger: logger.child({ platform: 'discord' }),
    }),
  ];
}
