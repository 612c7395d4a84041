import { type APIMessageTopLevelComponent, MessageFlags } from 'discord.js';
import type { Line, Message, ShownFile } from '../../core/views/message.ts';
import { approvalCard } from './approval-card.ts';
import { choiceCard } from './choice-card.ts';
import { mentionedIn, renderLine } from './line.ts';
import { statusCard } from './status-card.ts';
import { player, takeParts } from './take-parts.ts';
import { text } from './text-parts.ts';

/** What a message says in Discord's terms, the same for posting and for editing it. */
export interface Body {
  flags: number;
  components: APIMessageTopLevelComponent[];
  /** Whom posting it notifies. Editing notifies nobody; it only keeps or takes away the highlight that they see. */
  allowed_mentions: { parse: []; users: string[]; roles: string[] };
}

const OPENING_ROOM = 1000;
const NOTICE_ROOM = 3500;

/** Draws a message in Components V2. `marker` becomes the id of its first component, by which it is found again. */
export function render(message: Message, marker?: number): Body {
  return toBody(componentsOf(message), callsIn(message), marker);
}

/** One plain line, such as the message that a thread is opened on. */
export function renderOpening(line: Line, marker: number): Body {
  return toBody(text(renderLine(line, OPENING_ROOM)), [line], marker);
}

/** Something said to a channel, with its files: it calls nobody. */
export function renderNotice(line: Line, files: readonly ShownFile[], marker: number): Body {
  return toBody([...text(renderLine(line, NOTICE_ROOM)), ...files.map(player)], [], marker);
}

function toBody(
  components: APIMessageTopLevelComponent[],
  calls: readonly Line[],
  marker: number | undefined,
): Body {
  const [first, ...others] = components;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: first && marker !== undefined ? [{ ...first, id: marker }, ...others] : components,
    allowed_mentions: { parse: [], ...mentionedIn(calls) },
  };
}

function componentsOf(message: Message): APIMessageTopLevelComponent[] {
  switch (message.kind) {
    case 'status':
      return [statusCard(message)];
    case 'approval':
    case 'settlement':
      return [approvalCard(message)];
    case 'choice':
      return choiceCard(message);
    case 'take':
      return takeParts(message);
    case 'notice':
      return text(renderLine(message.line, OPENING_ROOM));
  }
}

/** The lines that notify whom they name. An approval calls its approvers alone, and nobody once it is decided. */
function callsIn(message: Message): Line[] {
  switch (message.kind) {
    case 'status':
      return [...message.notes, ...(message.outcome ? [message.outcome.line] : [])];
    case 'approval':
    case 'settlement':
      return message.outcome ? [] : [message.heading];
    case 'choice':
      return [...message.lines];
    case 'take':
      return message.line ? [message.line] : [];
    case 'notice':
      return [message.line];
  }
}
