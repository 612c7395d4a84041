/**
 * What a person should see of an edit, without any platform in it. Every string is plain text: a bot escapes all of
 * it, because prompts and file names come from people.
 */
import type { EditId } from '../edit/edit.ts';

/** A person, or a group of people (a Slack user group, a Discord role): notifies nobody but them. */
export type Mention = { person: string } | { group: string };
/** A piece of a line: plain text, somebody, or a link. */
export type Piece = string | Mention | { link: string; label: string };
export type Line = readonly Piece[];

/** What a button asks of the desk. `again` and `retry` are answered with a form or a new edit. */
export type Action =
  | 'cancel'
  | 'run'
  | 'retry'
  | 'again'
  | 'finalize'
  /** The same at the next provider. */
  | 'elsewhere'
  /** What to do with a clip that is too long or too short. */
  | 'first'
  | 'last'
  | 'choose'
  | 'parts'
  | 'held'
  /** What to do about parts of a clip that failed. */
  | 'retrypart'
  | 'without'
  | 'showparts'
  | 'approve'
  | 'exception'
  | 'shorter'
  | 'decline'
  /** What approvers say of a submission that nobody can find. */
  | 'itran'
  | 'itdidnot';

export interface Button {
  action: Action;
  edit: EditId;
  label: string;
  emphasis?: 'primary' | 'danger';
}

export interface StepLine {
  state: 'done' | 'active' | 'waiting' | 'failed' | 'skipped';
  text: string;
}

/** The one status message of an edit, kept up to date in its thread. */
export interface StatusMessage {
  kind: 'status';
  edit: EditId;
  /** The prompt, shortened for display. */
  title: string;
  /** "promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03" without the dots. */
  facts: readonly string[];
  steps: readonly StepLine[];
  /** Things worth knowing that stop nothing, such as an image that the prompt never names. */
  notes: readonly Line[];
  /** How it ended, in one sentence or two; null while it goes on. */
  outcome: { tone: 'good' | 'bad' | 'neutral'; line: Line } | null;
  buttons: readonly Button[];
}

/** A file on disk that is shown in a thread. */
export interface ShownFile {
  path: string;
  /** As people see it. */
  name: string;
  bytes: number;
  altText: string;
  spoiler: boolean;
}

/** The take, as a playable file with what it cost and how it was made. */
export interface TakeMessage {
  kind: 'take';
  edit: EditId;
  /** "Take 1 · 8.4 s · sound kept · $3.03 charged · 2 min 58 s" without the dots. */
  facts: readonly string[];
  /** Null when the file is not shown; `line` then says why. */
  file: ShownFile | null;
  /** Shown with it, in this order: still pictures and moving ones. */
  pictures: readonly ShownFile[];
  /** What to know before looking, or why there is nothing to look at. */
  line: Line | null;
  buttons: readonly Button[];
}

/** Asks the person what to do with a clip that is too long or too short, and then says what was chosen. */
export interface ChoiceMessage {
  kind: 'choice';
  edit: EditId;
  heading: string;
  lines: readonly Line[];
  /** Moments of the clip, with their times; null when there is none. */
  picture: ShownFile | null;
  outcome: { tone: 'good' | 'bad' | 'neutral'; line: Line } | null;
  buttons: readonly Button[];
}

/** Every file that a message shows, in the order in which it is shown. */
export function filesOf(message: Message): ShownFile[] {
  switch (message.kind) {
    case 'approval':
    case 'settlement':
      return message.picture ? [message.picture] : [];
    case 'take':
      return message.file ? [message.file, ...message.pictures] : [...message.pictures];
    case 'choice':
      return message.picture ? [message.picture] : [];
    default:
      return [];
  }
}

/** A cap that an edit touches. */
export interface CapLine {
  /** "Team, November". */
  name: string;
  /** "$248.00 of $250.00". */
  before: string;
  /** "$2.00 left" or "over by $1.60". */
  after: string;
  broken: boolean;
}

/**
 * Asks the approvers, with everything they need, and then says who decided what: about a quote (`approval`), or about a
 * submission that nobody can find (`settlement`).
 */
export interface ApprovalMessage {
  kind: 'approval' | 'settlement';
  edit: EditId;
  /** "This edit needs an approval · @Dana @Lee". */
  heading: Line;
  /** The prompt, shortened for display. */
  title: string;
  /** Of the clip. */
  picture?: ShownFile;
  facts: readonly string[];
  caps: readonly CapLine[];
  /** Who asked, until when it is open, who has agreed so far. */
  lines: readonly Line[];
  outcome: { tone: 'good' | 'bad' | 'neutral'; line: Line } | null;
  buttons: readonly Button[];
}

/** Something said once, in a message of its own. */
export interface NoticeMessage {
  kind: 'notice';
  edit: EditId;
  /** Which one: an edit has at most one of each name. */
  name: string;
  /** This person alone is told, in a conversation with the bot; left out, it stands in the thread. */
  to?: string;
  line: Line;
}

export type Message = StatusMessage | ChoiceMessage | ApprovalMessage | TakeMessage | NoticeMessage;

/** The slots of a thread: one message each per edit. */
export type Slot = Exclude<Message['kind'], 'notice'> | `notice:${string}`;

export function slotOf(message: Message): Slot {
  return message.kind === 'notice' ? `notice:${message.name}` : message.kind;
}
