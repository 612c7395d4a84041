import { LogLevel, type Logger as SdkLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Lets Bolt and Slack's clients log into ours. Their debug lines hold whole payloads, with prompts, signed addresses
 * and socket tickets, so those are dropped; their info lines tell little and go to debug.
 */
export function sdkLogger(logger: Logger): SdkLogger {
  const lines = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => logger.debug(lines(parts)),
    warn: (...parts) => logger.warn(lines(parts)),
    error: (...parts) => logger.error(lines(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
