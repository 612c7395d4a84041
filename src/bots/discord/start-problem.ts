import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, RESTJSONErrorCodes } from 'discord.js';
import { RecutError } from '../../core/errors.ts';
import { loggable } from './refusal.ts';

const PORTAL = 'https://discord.com/developers/applications';

/** Why the bot cannot start, in a sentence that says what to set. */
export function startProblem(error: unknown, apiUrl: string): RecutError {
  if (error instanceof RecutError) return error;
  const said = loggable(error).problem;
  if (isTokenRefused(error, said)) return new RecutError('discord_token', tokenSentence());
  if (/disallowed intents/i.test(said)) return new RecutError('discord_intents', intentsSentence());
  return new RecutError('discord_unreachable', unreachableSentence(apiUrl, said), {
    cause: error,
    retryable: true,
  });
}

/** Why the commands cannot be registered in the server that is set. Null when it may work at another time. */
export function registrationProblem(error: unknown, guildId: string | undefined): RecutError | null {
  if (guildId === undefined || !(error instanceof DiscordAPIError)) return null;
  const isForeign =
    error.code === RESTJSONErrorCodes.MissingAccess || error.code === RESTJSONErrorCodes.UnknownGuild;
  return isForeign ? new RecutError('discord_guild', guildSentence(guildId)) : null;
}

function isTokenRefused(error: unknown, said: string): boolean {
  if (error instanceof DiscordAPIError && error.status === 401) return true;
  return (
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    /authentication failed/i.test(said)
  );
}

function tokenSentence(): string {
  return `Discord does not accept the bot token. Set DISCORD_TOKEN to the token of your application's bot (${PORTAL} → your application → Bot → Reset Token).`;
}

function intentsSentence(): string {
  return `Discord refuses the intents that Recut asks for (Guilds, Guild Messages, Direct Messages). Check ${PORTAL} → your application → Bot.`;
}

function unreachableSentence(apiUrl: string, said: string): string {
  return `Discord cannot be reached at ${apiUrl} (${said}). Check the network, and DISCORD_API_URL if you set it.`;
}

function guildSentence(guildId: string): string {
  return `The bot may not register commands in the server ${guildId}. Set DISCORD_GUILD_ID to a server that the bot was invited to with the scopes "bot" and "applications.commands", or leave it empty to register everywhere.`;
}
