import type { Asked } from './delivery/dispatcher.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import { speak } from './speak.ts';
import type { Workspace } from './workspace.ts';

/** What the person who typed a command saw of it. */
export type CommandOutcome =
  | {
      readonly ok: true;
      readonly ackLatencyMs: number;
      /** What the acknowledgement said, if anything. */
      readonly text?: string;
      /** Of the message, or of the note to the person, that the acknowledgement became. */
      readonly ts?: string;
    }
  | {
      readonly ok: false;
      readonly error: 'dispatch_failed' | 'operation_timeout' | 'invalid_command_response';
      readonly text: string;
    };

/** Shows the person what came of a command. */
export function showCommand(
  command: string,
  asked: Asked,
  place: { readonly person: string; readonly channel: string },
  at: Workspace,
): CommandOutcome {
  if (!asked.ok) return failed(command, asked.error, place, at);
  const { ackLatencyMs } = asked;
  const said = saidIn(asked.answer);
  if (!said) return { ok: true, ackLatencyMs };
  try {
    return { ok: true, ackLatencyMs, text: String(said['text'] ?? ''), ts: speak(said, place, at) };
  } catch (error) {
    if (error instanceof Refusal) return failed(command, 'invalid_command_response', place, at);
    throw error;
  }
}

/** An empty acknowledgement says nothing. */
function saidIn(answer: unknown): JsonObject | undefined {
  if (typeof answer === 'string') return { text: answer };
  return isJsonObject(answer) && ('text' in answer || 'blocks' in answer) ? answer : undefined;
}

function failed(
  command: string,
  error: Extract<CommandOutcome, { ok: false }>['error'],
  { person, channel }: { readonly person: string; readonly channel: string },
  at: Workspace,
): CommandOutcome {
  const text = `${command} failed with the error "${error}"`;
  at.whisper(person, channel, text);
  return { ok: false, error, text };
}
