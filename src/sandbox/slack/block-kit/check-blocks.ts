import { z } from 'zod';
import { isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Block } from './block.ts';
import { basicBlocks, markdown } from './blocks.ts';
import { withIds } from './ids.ts';
import * as fresh from './new-blocks.ts';

/** Where blocks are shown; each place has its own kinds and its own greatest number of them. */
export type Surface = 'message' | 'modal' | 'home';

const kinds = {
  message: z.discriminatedUnion('type', [
    ...basicBlocks,
    markdown,
    fresh.plan,
    fresh.taskCard,
    fresh.card,
    fresh.carousel,
    fresh.container,
    fresh.table,
    fresh.dataTable,
    fresh.dataVisualization,
    fresh.contextActions,
  ]),
  modal: z.discriminatedUnion('type', [...basicBlocks, fresh.alert, fresh.card]),
  home: z.discriminatedUnion('type', [...basicBlocks, fresh.card, fresh.carousel]),
};

const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/**
 * Measured, not documented: all text of a message's blocks together (github.com/slackapi/bolt-js/issues/2509).
 */
const mostCharacters = 13_200;
const mostMarkdown = 12_000;

/**
 * Checks blocks as Slack does.
 *
 * @param unknownTypes block types that this workspace does not have yet
 * @returns the blocks, with ids where they had none
 * @throws Refusal `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`
 */
export function checkBlocks(raw: unknown, surface: Surface, unknownTypes: ReadonlySet<string>): Block[] {
  if (!Array.isArray(raw) || !raw.every(isJsonObject)) throw new Refusal('invalid_blocks_format');
  const problems = [
    ...schemaProblems(raw, surface),
    ...unknownTypeProblems(raw, unknownTypes),
    ...combinationProblems(raw),
    ...repeatedIds(raw),
  ];
  if (problems.length > 0) throw Refusal.withMessages('invalid_blocks', problems);
  if (surface === 'message' && charactersOf(raw) > mostCharacters) throw new Refusal('msg_blocks_too_long');
  return raw.map(withIds);
}

function schemaProblems(blocks: readonly JsonObject[], surface: Surface): string[] {
  const result = z.array(kinds[surface]).max(mostBlocks[surface]).safeParse(blocks);
  return result.success ? [] : result.error.issues.map(({ message, path }) => problem(message, ...path));
}

function unknownTypeProblems(blocks: readonly JsonObject[], unknownTypes: ReadonlySet<string>): string[] {
  return blocks.flatMap(({ type }, index) =>
    typeof type === 'string' && unknownTypes.has(type)
      ? [problem(`unsupported type: ${type}`, index, 'type')]
      : [],
  );
}

function combinationProblems(blocks: readonly JsonObject[]): string[] {
  const count = (type: string) => blocks.filter((block) => block['type'] === type).length;
  const markdownLength = blocks
    .filter((block) => block['type'] === 'markdown')
    .reduce((sum, block) => sum + String(block['text']).length, 0);
  return [
    ...(count('plan') > 0 && count('task_card') > 0
      ? [problem('plan and task_card cannot be used together')]
      : []),
    ...(count('data_visualization') > 2 ? [problem('only two data_visualization blocks are allowed')] : []),
    ...(markdownLength > mostMarkdown
      ? [problem(`markdown must be less than ${mostMarkdown + 1} characters`)]
      : []),
  ];
}

function repeatedIds(blocks: readonly JsonObject[]): string[] {
  const blockIds = blocks.map((block) => block['block_id']).filter((id) => id !== undefined);
  const problems = repeated(blockIds).map((id) => problem(`block_id already exists: ${id}`));
  for (const [index, block] of blocks.entries()) {
    const actionIds = [...objectsIn(block)].map((item) => item['action_id']).filter((id) => id !== undefined);
    problems.push(...repeated(actionIds).map((id) => problem(`action_id already exists: ${id}`, index)));
  }
  return problems;
}

function repeated(ids: readonly unknown[]): unknown[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

/** Slack names the place as a JSON pointer from the argument. */
function problem(message: string, ...path: readonly PropertyKey[]): string {
  return `[ERROR] ${message} [json-pointer:/${['blocks', ...path].map(String).join('/')}]`;
}

function charactersOf(blocks: readonly JsonObject[]): number {
  const strings = [...objectsIn(blocks)].flatMap(({ text, title }) => [text, title]);
  return strings.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}
