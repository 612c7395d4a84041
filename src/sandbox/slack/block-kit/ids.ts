import { randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Block } from './block.ts';

/** A block with the ids that Slack makes up where the app gave none: its own, and those of its elements. */
export function withIds(block: JsonObject): Block {
  const { type, block_id } = block;
  return {
    ...withActionIds(block),
    type: String(type),
    block_id: typeof block_id === 'string' ? block_id : freshId(),
  };
}

function freshId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

const interactive =
  /^(button|overflow|checkboxes|radio_buttons|.*_select|.*picker|.*_input|feedback_buttons|icon_button)$/;

function withActionIds(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, item]) => [key, inside(item)]);
  const { type, action_id } = value;
  const lacksOne = typeof type === 'string' && interactive.test(type) && action_id === undefined;
  return { ...Object.fromEntries(entries), ...(lacksOne ? { action_id: freshId() } : {}) };
}

function inside(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(inside);
  return isJsonObject(item) ? withActionIds(item) : item;
}
