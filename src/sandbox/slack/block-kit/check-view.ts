import { z } from 'zod';
import { isJsonObject, objectsIn } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Block } from './block.ts';
import { checkBlocks } from './check-blocks.ts';
import { id, plainText } from './text.ts';

/** A view as the app describes it. */
export interface ViewDescription {
  readonly type: 'modal' | 'home';
  readonly title?: PlainText;
  readonly submit?: PlainText;
  readonly close?: PlainText;
  readonly blocks: readonly Block[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
}

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji?: boolean | undefined;
}

const described = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).default(''),
  callback_id: id.default(''),
  external_id: id.default(''),
};

const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    ...described,
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
    submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('home'), ...described }),
]);

/** Slack takes views of up to 250 kB of JSON. */
const mostBytes = 250_000;

/**
 * Checks a view as Slack does.
 *
 * @throws Refusal `view_too_large`, or `invalid_arguments` with what is wrong where
 */
export function checkView(raw: unknown, unknownTypes: ReadonlySet<string>): ViewDescription {
  if (!isJsonObject(raw)) throw refused('invalid `view`');
  if (Buffer.byteLength(JSON.stringify(raw)) > mostBytes) throw new Refusal('view_too_large');
  const result = view.safeParse(raw);
  if (!result.success) throw refused(...result.error.issues.map(({ message, path }) => place(message, path)));
  const { data } = result;
  const blocks = checkViewBlocks(data.blocks, data.type, unknownTypes);
  if (data.type === 'home') return { ...data, blocks, clear_on_close: false, notify_on_close: false };
  const asks = [...objectsIn(data.blocks)].some((block) => block['type'] === 'input');
  if (asks && !data.submit) throw refused(place('missing required field: submit', []));
  const { submit, close, submit_disabled: _, ...rest } = data;
  return { ...rest, ...(submit ? { submit } : {}), ...(close ? { close } : {}), blocks };
}

function checkViewBlocks(
  blocks: unknown,
  surface: 'modal' | 'home',
  unknownTypes: ReadonlySet<string>,
): Block[] {
  try {
    return checkBlocks(blocks, surface, unknownTypes);
  } catch (error) {
    // A view's blocks are an argument like any other: the error has another name here, the reasons are the same.
    if (error instanceof Refusal) throw new Refusal('invalid_arguments', error.details);
    throw error;
  }
}

function place(message: string, path: readonly PropertyKey[]): string {
  return `[ERROR] ${message} [json-pointer:/${['view', ...path].map(String).join('/')}]`;
}

function refused(...messages: string[]): Refusal {
  return Refusal.withMessages('invalid_arguments', messages);
}
