import type { Millis } from './clock.ts';
import type { Ask, Chosen, FieldProblem, FormFacts, Press, Upload } from './edit/ask.ts';
import type { ClipSource } from './edit/clip.ts';
import type { EditId, Place } from './edit/edit.ts';
import type { OpenThread } from './store/store.ts';
import type { Answers, Form, FormProblem } from './views/form.ts';
import type { Line } from './views/message.ts';
import type { Panel } from './views/panel.ts';

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

  /** Threads of a platform in which something was asked for lately, for catching up on what was written in them since then. */
  recentThreads(platform: string, since: Millis): Promise<readonly OpenThread[]>;

  /** The thread in which an accepted edit goes on; null until it is open. */
  threadOf(edit: EditId): Promise<string | null>;

  /** What is wrong with a form, for showing it beside the fields before it is accepted. One read and no network. */
  problems(ask: Ask): Promise<readonly FieldProblem[]>;

  /** What a form needs to know to be drawn in this place; without one, what holds for the whole deployment. */
  formFacts(place: Pick<Place, 'platform' | 'team' | 'channel'> | null): Promise<FormFacts>;

  /** Carries out a button of an edit. */
  press(press: Press): Promise<PressAnswer>;

  /** Carries out a slash command of `COMMANDS`. */
  command(call: CommandCall): Promise<PressAnswer>;

  /** Carries out a button of a panel. */
  open(press: TokenPress): Promise<PressAnswer>;

  /** Takes in a form that came back. What it changes is durable when this resolves. */
  submit(sent: FormReturn): Promise<PressAnswer>;
}

/** Who did something where: in a channel of a team, by what the platform says. */
interface Act {
  /** Names of the event, the same on every redelivery. */
  keys: readonly string[];
  person: string;
  place: Pick<Place, 'platform' | 'team' | 'channel'>;
}

export interface CommandCall extends Act {
  /** Without the slash. */
  name: string;
  /** What follows the name; on platforms with options, their words. */
  text: string;
  uploads: readonly Upload[];
}

/** A button of a panel was pressed. */
export interface TokenPress extends Act {
  token: string;
}

/** A form was sent. */
export interface FormReturn extends TokenPress {
  answers: Answers;
}

export type PressAnswer =
  | { kind: 'done' }
  /** For that person alone. */
  | { kind: 'note'; line: Line }
  /** Show a form to that person; what it sends goes to `submit`. */
  | { kind: 'ask'; form: Form }
  /**
   * What is wrong with a form that was sent, to be shown beside its fields. `form` is to be shown again where the
   * platform has closed it; the front desk fills in what was sent.
   */
  | { kind: 'problems'; problems: readonly FormProblem[]; form: Form }
  /** For that person alone, in place of the panel whose button was pressed. */
  | { kind: 'panel'; panel: Panel }
  /** Open the edit form filled in like this; what it sends goes to `ask`, with this clip as its chosen clip. */
  | { kind: 'form'; prompt: string; chosen: Chosen & { clip: ClipSource } };
