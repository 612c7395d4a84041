import type { Block } from './block-kit/block.ts';
import { checkBlocks } from './block-kit/check-blocks.ts';
import type { JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

/** What the bot says in an acknowledgement or to a `response_url`. */
export interface Spoken {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** @throws Refusal `no_text`, or what is wrong with the blocks */
export function readSpoken(said: JsonObject, at: Workspace): Spoken {
  const text = String(said['text'] ?? '');
  const blocks = said['blocks'] === undefined ? [] : checkBlocks(said['blocks'], 'message', at.unknownBlocks);
  if (text === '' && blocks.length === 0) throw new Refusal('no_text');
  return { text, blocks };
}

/**
 * Says it to the person alone or, with `response_type: 'in_channel'`, to everyone in the channel.
 *
 * @returns the timestamp of the message
 * @throws Refusal as {@link readSpoken}
 */
export function speak(said: JsonObject, target: ResponseTarget, at: Workspace): string {
  const spoken = readSpoken(said, at);
  const { person, channel } = target;
  const threadTs = typeof said['thread_ts'] === 'string' ? said['thread_ts'] : target.threadTs;
  const place = threadTs === undefined ? {} : { threadTs };
  if (said['response_type'] !== 'in_channel') {
    return at.whisper(person, channel, spoken.text, { blocks: spoken.blocks, ...place });
  }
  return at.post({ channel, user: at.bot.userId, botId: at.bot.botId, ...spoken, ...place }).ts;
}
