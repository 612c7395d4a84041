import {
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type {
  Button,
  Line,
  Message,
  StatusMessage,
  StepLine,
  TakeMessage,
} from '../../core/views/message.ts';
import { buttonId } from './custom-id.ts';
import { inert } from './inert.ts';
import { linesOf, peopleIn, renderLine } from './line.ts';
import { fileName } from './upload.ts';

/** What a message says in Discord's terms, the same for posting and for editing it. */
export interface Body {
  flags: number;
  components: APIMessageTopLevelComponent[];
  allowed_mentions: { parse: []; users: string[] };
}

const ACCENT = { running: 0x58_65_f2, good: 0x2e_9e_5b, bad: 0xc9_3c_37, neutral: 0x8a_8f_98 } as const;

const MARK: Record<StepLine['state'], string> = {
  done: '✓',
  active: '◐',
  waiting: '○',
  failed: '✗',
  skipped: '–',
};

const STYLE = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
const BUTTONS_PER_ROW = 5;
const LABEL_LENGTH = 80;
const ALT_TEXT_LENGTH = 1024;

const OPENING_ROOM = 1000;

/** How much of the 4,000 characters that all texts of a message share each part may take. */
const ROOM = { title: 500, facts: 600, steps: 1200, notes: 700, outcome: 900 } as const;

/** Draws a message in Components V2. `marker` becomes the id of its first component, by which it is found again. */
export function render(message: Message, marker?: number): Body {
  const components = message.kind === 'status' ? [statusCard(message)] : takeParts(message);
  return toBody(components, linesOf(message), marker);
}

/** One plain line, such as the message that a thread is opened on. */
export function renderOpening(line: Line, marker: number): Body {
  return toBody(text(renderLine(line, OPENING_ROOM)), [line], marker);
}

function toBody(components: APIMessageTopLevelComponent[], lines: readonly Line[], marker?: number): Body {
  const [first, ...others] = components;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: first && marker !== undefined ? [{ ...first, id: marker }, ...others] : components,
    allowed_mentions: { parse: [], users: peopleIn(lines) },
  };
}

function statusCard(message: StatusMessage): APIContainerComponent {
  return {
    type: ComponentType.Container,
    accent_color: ACCENT[message.outcome?.tone ?? 'running'],
    components: [
      ...text(heading(message)),
      ...text(stepLines(message.steps)),
      ...text(noteLines(message.notes)),
      ...text(message.outcome ? renderLine(message.outcome.line, ROOM.outcome) : ''),
      ...buttonRows(message.buttons),
    ],
  };
}

function heading({ title, facts }: StatusMessage): string {
  const name = `**${inert(title, ROOM.title) || 'Edit'}**`;
  return facts.length > 0 ? `${name}\n-# ${factLine(facts)}` : name;
}

function factLine(facts: readonly string[]): string {
  return inert(facts.join(' · '), ROOM.facts);
}

function stepLines(steps: readonly StepLine[]): string {
  const each = Math.floor(ROOM.steps / Math.max(1, steps.length)) - 3;
  return steps.map(({ state, text: step }) => `${MARK[state]} ${inert(step, each)}`).join('\n');
}

function noteLines(notes: readonly Line[]): string {
  const each = Math.floor(ROOM.notes / Math.max(1, notes.length)) - 1;
  return notes.map((note) => renderLine(note, each)).join('\n');
}

function takeParts(message: TakeMessage): APIMessageTopLevelComponent[] {
  return [
    ...text(factLine(message.facts) || 'Take'),
    ...(message.file ? [player(message.file)] : []),
    ...text(message.line ? renderLine(message.line, ROOM.outcome) : ''),
    ...buttonRows(message.buttons),
  ];
}

/** Discord plays these in place; anything else is offered as a file. */
const PLAYABLE = /\.(mp4|mov|webm)$/i;

function player(file: NonNullable<TakeMessage['file']>): APIMessageTopLevelComponent {
  const media = { url: `attachment://${fileName(file)}` };
  if (!PLAYABLE.test(file.name)) return { type: ComponentType.File, file: media, spoiler: file.spoiler };
  const description = altText(file);
  return {
    type: ComponentType.MediaGallery,
    items: [{ media, spoiler: file.spoiler, ...(description ? { description } : {}) }],
  };
}

/** Shown as plain text by screen readers: nothing to escape. */
export function altText({ altText: description }: { altText: string }): string {
  return description.slice(0, ALT_TEXT_LENGTH);
}

function buttonRows(buttons: readonly Button[]) {
  const rows = Array.from({ length: Math.ceil(buttons.length / BUTTONS_PER_ROW) }, (_, row) =>
    buttons.slice(row * BUTTONS_PER_ROW, (row + 1) * BUTTONS_PER_ROW),
  );
  return rows.map((row) => ({ type: ComponentType.ActionRow as const, components: row.map(renderButton) }));
}

function renderButton(button: Button) {
  return {
    type: ComponentType.Button as const,
    style: button.emphasis ? STYLE[button.emphasis] : ButtonStyle.Secondary,
    label: button.label.slice(0, LABEL_LENGTH),
    custom_id: buttonId(button),
  } as const;
}

/** Discord refuses empty texts. */
function text(content: string): APITextDisplayComponent[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}
