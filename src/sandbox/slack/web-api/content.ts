import { z } from 'zod';
import type { Block } from '../block-kit/block.ts';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { MessageMetadata } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';
import { structure, text } from './arguments.ts';

/** The arguments that make up a message. */
export const contentArguments = {
  text: text.optional(),
  markdown_text: text.max(12_000).optional(),
  blocks: structure.optional(),
  attachments: structure.optional(),
};

interface Given {
  readonly text?: string | undefined;
  readonly markdown_text?: string | undefined;
  readonly blocks?: { json: unknown } | undefined;
  readonly attachments?: { json: unknown } | undefined;
}

export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * What a message is to say. Attachments are taken and not kept: they are Slack's old form of blocks.
 *
 * @throws Refusal `no_text`, `markdown_text_conflict`, `invalid_attachments`, or what is wrong with the blocks
 */
export function readContent(given: Given, at: Workspace): Content {
  const blocks = given.blocks ? checkBlocks(given.blocks.json, 'message', at.unknownBlocks) : [];
  if (given.attachments && !Array.isArray(given.attachments.json)) throw new Refusal('invalid_attachments');
  if (given.markdown_text !== undefined && (given.text || blocks.length > 0)) {
    throw new Refusal('markdown_text_conflict');
  }
  const said = given.text ?? given.markdown_text ?? '';
  if (said === '' && blocks.length === 0 && !given.attachments) throw new Refusal('no_text');
  return { text: said, blocks };
}

const metadata = z.looseObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

/**
 * @returns `undefined` for an empty object, which takes metadata away
 * @throws Refusal `invalid_metadata_format`, `invalid_metadata_schema`
 */
export function readMetadata({ json }: { json: unknown }): MessageMetadata | undefined {
  if (typeof json !== 'object' || json === null) throw new Refusal('invalid_metadata_format');
  if (Object.keys(json).length === 0) return undefined;
  const parsed = metadata.safeParse(json);
  if (!parsed.success) throw new Refusal('invalid_metadata_schema');
  return { event_type: parsed.data.event_type, event_payload: parsed.data.event_payload };
}
