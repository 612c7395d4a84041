import { type Part, partsOf } from '../validate/layout.ts';
import type { Message } from '../world/messages.ts';
import type { Resolved } from './resolved.ts';

const BUTTON = 2;
const STRING_SELECT = 3;
const ROLE_SELECT = 6;
const CHANNEL_SELECT = 8;
const SELECTS = [STRING_SELECT, 5, ROLE_SELECT, 7, CHANNEL_SELECT];

/** A button that can be pressed. @throws Error when there is none, it is disabled, or it is a link */
export function findButton(message: Message, wanted: string): { customId: string; componentId: number } {
  const parts = allParts(message);
  const buttons = parts.filter(({ type }) => type === BUTTON);
  const button =
    buttons.find(({ custom_id }) => custom_id === wanted) ?? buttons.find(({ label }) => label === wanted);
  if (!button) {
    const there = buttons.map(({ label }) => label).join(', ') || 'none';
    throw new Error(`There is no button ${wanted} on the message; there is: ${there}.`);
  }
  if (button.disabled) throw new Error(`The button ${wanted} is disabled.`);
  if (!button.custom_id) throw new Error(`The button ${wanted} is a link.`);
  return { customId: button.custom_id, componentId: parts.indexOf(button) + 1 };
}

/** A select menu that can be used. @throws Error when there is none or it is disabled */
export function findSelect(message: Message, customId: string): { select: Part; componentId: number } {
  const parts = allParts(message);
  const select = parts.find(({ type, custom_id }) => SELECTS.includes(type) && custom_id === customId);
  if (!select) throw new Error(`There is no select menu ${customId} on the message.`);
  if (select.disabled) throw new Error(`The select menu ${customId} is disabled.`);
  return { select, componentId: parts.indexOf(select) + 1 };
}

/** What is sent for the picked options. @throws Error when they are too few, too many or unknown */
export function pickedValues(select: Part, values: readonly string[], resolved: Resolved): string[] {
  const [min, max] = [select.min_values ?? 1, select.max_values ?? 1];
  if (values.length < min || values.length > max) {
    throw new Error(`${select.custom_id} takes ${min} to ${max} choices, not ${values.length}.`);
  }
  return values.map((picked) => {
    if (select.type === ROLE_SELECT) return resolved.role(picked);
    if (select.type === CHANNEL_SELECT) return resolved.channel(picked);
    if (select.type !== STRING_SELECT) return resolved.mentionable(picked);
    const option = select.options?.find(({ value, label }) => value === picked || label === picked);
    if (!option) throw new Error(`${select.custom_id} has no option ${picked}.`);
    return option.value;
  });
}

function allParts(message: Message): Part[] {
  return message.body.components.flatMap((component) => partsOf(component));
}
