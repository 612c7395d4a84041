import type { WebClient } from '@slack/web-api';
import { asked } from './slack-refusal.ts';

const TYPES = 'public_channel,private_channel,mpim,im';
export const MOST_CHANNELS = 200;

/**
 * The conversations that the bot is in, those with people alone included; at most so many.
 * @throws ScreenError
 */
export async function memberChannels(web: WebClient): Promise<string[]> {
  const question = { types: TYPES, exclude_archived: true, limit: MOST_CHANNELS };
  const { channels = [] } = await asked('users.conversations', web.users.conversations(question));
  return channels.flatMap(({ id }) => id ?? []);
}
