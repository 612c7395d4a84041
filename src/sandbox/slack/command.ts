import { checkBlocks } from './block-kit/check-blocks.ts';
import type { Channel } from './channels.ts';
import type { Asked } from './delivery/dispatcher.ts';
import { isJsonObject } from './json.ts';
import type { Workspace } from './workspace.ts';

/** What the person who typed a command saw of it. */
export type CommandOutcome =
  | {
      readonly ok: true;
      readonly ackLatencyMs: number;
      /** What the acknowledgement said to the person, if anything. */
      readonly text?: string;
      /** Of the message, or of the note to the person, that the acknowledgement became. */
      readonly ts?: string;
    }
  | { readonly ok: false; readonly error: 'dispatch_failed' | 'operation_timeout'; readonly text: string };

/** Shows the person what came of a command. */
export function showCommand(
  command: string,
  asked: Asked,
  person: string,
  channel: Channel,
  at: Workspace,
): CommandOutcome {
  if (!asked.ok) {
    const text = `${command} failed with the error "${asked.error}"`;
    at.whisper(person, channel.id, text);
    return { ok: false, error: asked.error, text };
  }
  const { ackLatencyMs } = asked;
  const answer = typeof asked.answer === 'string' ? { text: asked.answer } : asked.answer;
  if (!isJsonObject(answer) || (answer['text'] === undefined && answer['blocks'] === undefined)) {
    return { ok: true, ackLatencyMs };
  }
  const text = String(answer['text'] ?? '');
  const blocks =
    answer['blocks'] === undefined ? [] : checkBlocks(answer['blocks'], 'message', at.unknownBlocks);
  const ts =
    answer['response_type'] === 'in_channel'
      ? at.post({ channel: channel.id, user: at.bot.userId, botId: at.bot.botId, text, blocks }).ts
      : at.whisper(person, channel.id, text, { blocks });
  return { ok: true, ackLatencyMs, text, ts };
}
