import { checkView } from './block-kit/check-view.ts';
import type { Asked } from './delivery/dispatcher.ts';
import { isJsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import type { View } from './views.ts';
import type { Workspace } from './workspace.ts';

/** What became of a form that a person tried to submit. */
export type SubmitOutcome =
  | { readonly kind: 'closed'; readonly ackLatencyMs: number }
  /** The app's complaints, by `block_id`. The form stays open. */
  | {
      readonly kind: 'errors';
      readonly errors: Readonly<Record<string, string>>;
      readonly ackLatencyMs: number;
    }
  | { readonly kind: 'updated' | 'pushed'; readonly view: View; readonly ackLatencyMs: number }
  /** The client would not send it: its complaints, by `action_id`. The app heard nothing. */
  | { readonly kind: 'incomplete'; readonly complaints: Readonly<Record<string, string>> }
  /** The app did not answer in time, or not as Slack understands. The form stays open and shows an error. */
  | { readonly kind: 'failed'; readonly error: string };

/** Does to the form what the app's acknowledgement of its submission asks for. */
export function conclude(view: View, asked: Asked, at: Workspace): SubmitOutcome {
  if (!asked.ok) return { kind: 'failed', error: asked.error };
  const { ackLatencyMs } = asked;
  const answer = isJsonObject(asked.answer) ? asked.answer : {};
  switch (answer['response_action']) {
    case undefined:
    case 'clear':
      at.views.close(view, answer['response_action'] === 'clear');
      return { kind: 'closed', ackLatencyMs };
    case 'errors':
      return errorsOf(view, answer['errors'], ackLatencyMs);
    case 'update':
    case 'push':
      return next(view, answer['response_action'], answer['view'], ackLatencyMs, at);
    default:
      return { kind: 'failed', error: 'invalid_response_action' };
  }
}

function errorsOf(view: View, errors: unknown, ackLatencyMs: number): SubmitOutcome {
  const inputs = new Set(view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const named = isJsonObject(errors) ? Object.entries(errors) : [];
  if (named.length === 0 || !named.every(([blockId]) => inputs.has(blockId))) {
    return { kind: 'failed', error: 'invalid_errors: each must name the block_id of an input' };
  }
  return {
    kind: 'errors',
    errors: Object.fromEntries(named.map(([id, text]) => [id, String(text)])),
    ackLatencyMs,
  };
}

function next(
  view: View,
  action: 'update' | 'push',
  raw: unknown,
  ackLatencyMs: number,
  at: Workspace,
): SubmitOutcome {
  try {
    const description = checkView(raw, at.unknownBlocks);
    if (action === 'push')
      return { kind: 'pushed', view: at.views.push(view.person, description), ackLatencyMs };
    return { kind: 'updated', view: at.views.update(view, description), ackLatencyMs };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'failed', error: error.error };
    throw error;
  }
}
