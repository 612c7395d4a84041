import {
  type APIButtonComponentWithCustomId,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Bar, Panel, PanelButton, PanelPart, Row } from '../../core/views/panel.ts';
import { ACCENT } from './accent.ts';
import { rowsOfFive } from './button-rows.ts';
import { tokenId } from './custom-id.ts';
import { inert } from './inert.ts';
import { renderLine } from './line.ts';
import { altText } from './take-parts.ts';
import { lines, text } from './text-parts.ts';

const STYLE = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
const LABEL_LENGTH = 80;
/** All texts of a message share 4,000 characters. */
const ROOM = { title: 100, lines: 1200, bars: 1500, rows: 3000 } as const;

/** What a panel's message consists of; whatever it replaces goes with its files. */
export function panelMessage(panel: Panel) {
  const files = panel.parts.flatMap((part) =>
    part.kind === 'picture' ? [{ attachment: part.picture.data, name: part.picture.name }] : [],
  );
  return { components: [drawPanel(panel)], files, attachments: [] };
}

/** A panel as one card. */
function drawPanel({ title, parts }: Panel): APIContainerComponent {
  return {
    type: ComponentType.Container,
    accent_color: ACCENT.neutral,
    components: [...text(`**${inert(title, ROOM.title)}**`), ...parts.flatMap(draw)],
  };
}

function draw(part: PanelPart): APIContainerComponent['components'] {
  switch (part.kind) {
    case 'lines':
      return text(lines(part.lines, ROOM.lines, renderLine));
    case 'bars':
      return text(lines(part.bars, ROOM.bars, drawBar));
    case 'rows':
      return text(lines(part.rows, ROOM.rows, drawRow));
    case 'picture':
      return [
        {
          type: ComponentType.MediaGallery,
          items: [
            { media: { url: `attachment://${part.picture.name}` }, description: altText(part.picture) },
          ],
        },
      ];
    case 'buttons':
      return rowsOfFive(part.buttons.map(drawButton));
  }
}

/** Name, bar and what the bar means, each on a line: phones are narrow. */
function drawBar({ name, drawn, text: said }: Bar, room: number): string {
  const each = Math.max(0, Math.floor((room - drawn.length - 10) / 2));
  return `**${inert(name, each)}**\n\`${drawn}\`\n${inert(said, each)}`;
}

function drawRow({ title, details }: Row, room: number): string {
  const heading = renderLine(title, Math.floor(room / 2));
  return `**${heading}**\n${renderLine(details, Math.floor(room / 2) - 5)}`;
}

function drawButton({ token, label, emphasis }: PanelButton): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: emphasis ? STYLE[emphasis] : ButtonStyle.Secondary,
    label: label.slice(0, LABEL_LENGTH),
    custom_id: tokenId('panel', token),
  };
}
