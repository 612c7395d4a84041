import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Button } from '../../core/views/message.ts';
import { buttonId } from './custom-id.ts';

const STYLE = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const;
const BUTTONS_PER_ROW = 5;
const LABEL_LENGTH = 80;

type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

export function buttonRows(buttons: readonly Button[]): ButtonRow[] {
  return rowsOfFive(buttons.map(drawButton));
}

/** Buttons in rows of five, as Discord allows. */
export function rowsOfFive(buttons: readonly APIButtonComponentWithCustomId[]): ButtonRow[] {
  const rows = Array.from({ length: Math.ceil(buttons.length / BUTTONS_PER_ROW) }, (_, row) =>
    buttons.slice(row * BUTTONS_PER_ROW, (row + 1) * BUTTONS_PER_ROW),
  );
  return rows.map((components) => ({ type: ComponentType.ActionRow, components }));
}

function drawButton(button: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: button.emphasis ? STYLE[button.emphasis] : ButtonStyle.Secondary,
    label: button.label.slice(0, LABEL_LENGTH),
    custom_id: buttonId(button),
  };
}
