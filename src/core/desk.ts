import type { Ask, Chosen, FieldProblem, FormFacts, Press } from './edit/ask.ts';
import type { ClipSource } from './edit/clip.ts';
import type { EditId } from './edit/edit.ts';
import type { Action, Line } from './views/message.ts';

/**
 * The front door: everything a bot can ask of the core, and nothing else.
 * Rejects with `store_unavailable` when nothing can be made durable; a bot must then not acknowledge the event.
 */
export interface Desk {
  /**
   * Accepts a request: when this resolves it is durable, and its thread will show what becomes of it, even when it
   * asks for something impossible. One transaction and no network, so it can be awaited before an acknowledgement.
   */
  ask(ask: Ask): Promise<{ kind: 'accepted' | 'duplicate'; edit: EditId }>;

  /** What is wrong with a form, for showing it beside the fields before it is accepted. One read and no network. */
  problems(ask: Ask): Promise<readonly FieldProblem[]>;

  /** What a form needs to know to be drawn. */
  formFacts(): FormFacts;

  /** Carries out a button. */
  press(press: Press): Promise<PressAnswer>;
}

export type PressAnswer =
  | { kind: 'done' }
  /** For that person alone. */
  | { kind: 'note'; line: Line }
  /** Ask for a reason in a small form, and press the same again with it. */
  | { kind: 'reason'; action: Action; edit: EditId; title: string; label: string }
  /** Open the edit form filled in like this; what it sends goes to `ask`, with this clip as its chosen clip. */
  | { kind: 'form'; prompt: string; chosen: Chosen & { clip: ClipSource } };
