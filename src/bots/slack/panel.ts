import type { ActionsBlock, KnownBlock, RichTextBlock, RichTextElement } from '@slack/web-api';
import type { Bar, Panel, PanelButton, PanelPart, Row } from '../../core/views/panel.ts';
import { cutTo, LIMITS } from './limits.ts';
import { PANEL_PREFIX } from './names.ts';
import { plain, present } from './plain-blocks.ts';
import { escapeText } from './plain-text.ts';
import type { Rendered } from './rendered.ts';
import { richElements, richLines, stacked } from './rich-line.ts';

/** A panel as a message that one person alone sees. */
export function renderPanel({ title, parts }: Panel): Rendered {
  let number = 0;
  const numbered = () => {
    number += 1;
    return `${PANEL_PREFIX}${number}`;
  };
  return {
    text: cutTo(escapeText(title), LIMITS.text),
    blocks: present<KnownBlock>([
      { type: 'header', text: plain(cutTo(title, LIMITS.header)) },
      ...parts.flatMap((part) => blocksOf(part, numbered)),
    ]),
  };
}

function blocksOf(part: PanelPart, numbered: () => string): (KnownBlock | null)[] {
  switch (part.kind) {
    case 'lines':
      return [richLines(part.lines)];
    case 'bars':
      return [rich(part.bars.flatMap(barRows))];
    case 'rows':
      return part.rows.map((row) => rich(rowsOf(row)));
    case 'picture':
      // A private message of Slack's brings no files, and shows none that the person could not see elsewhere.
      return [];
    case 'buttons':
      return [buttons(part.buttons, numbered)];
  }
}

/** Name and bar above what the bar means. */
function barRows({ name, drawn, text }: Bar): RichTextElement[][] {
  return [
    [bold(cutTo(name, LIMITS.capName))],
    [{ type: 'text', text: drawn, style: { code: true } }],
    [{ type: 'text', text: cutTo(text, LIMITS.panelLine) }],
  ];
}

function rowsOf({ title, details }: Row): RichTextElement[][] {
  const heading = richElements([title]).map((piece) =>
    piece.type === 'text' ? { ...piece, style: { bold: true } } : piece,
  );
  return [heading, richElements([details])];
}

function rich(rows: readonly RichTextElement[][]): RichTextBlock | null {
  const elements = stacked(rows);
  return elements.length === 0
    ? null
    : { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

function buttons(all: readonly PanelButton[], numbered: () => string): ActionsBlock | null {
  if (all.length === 0) return null;
  return {
    type: 'actions',
    elements: all.slice(0, LIMITS.buttons).map(({ token, label, emphasis }) => ({
      type: 'button',
      action_id: numbered(),
      value: token,
      text: plain(cutTo(label, LIMITS.button)),
      ...(emphasis === undefined ? {} : { style: emphasis }),
    })),
  };
}
