import type { SeenMessage, SlackStandIn } from '../slack/stand-in.ts';
import type { Told } from './told.ts';

type Json = { readonly [key: string]: unknown };

const MARKS: Record<string, string> = { complete: '✓', in_progress: '◐', pending: '○', error: '✗' };

/** Reads a Slack message as its client shows it. */
export function fromSlack(message: SeenMessage, slack: SlackStandIn): Told {
  const names = new Map(slack.people().map(({ id, name }) => [id, name]));
  names.set(slack.bot.userId, 'Recut');
  const shown =
    message.blocks.length > 0 ? message.blocks.flatMap((block) => linesOf(block as Json)) : [message.text];
  return {
    id: message.ts,
    author: names.get(message.user) ?? message.user,
    bot: message.user === slack.bot.userId,
    lines: shown.map((line) => withNames(line, names)).filter((line) => line.trim() !== ''),
    files: message.files.map(({ name, path, size, altText = '' }) => ({ name, path, bytes: size, altText })),
    buttons: message.blocks.flatMap((block) => buttonsOf(block as Json)),
  };
}

function linesOf(block: Json): string[] {
  switch (block['type']) {
    case 'plan':
      return [
        textOf(block['title']),
        ...listOf(block['tasks']).map((task) => `${MARKS[String(task['status'])]} ${textOf(task['title'])}`),
      ];
    case 'rich_text':
      return listOf(block['elements']).flatMap((part) => richText(part).split('\n'));
    case 'context':
      return listOf(block['elements']).map(textOf);
    case 'section':
    case 'header':
      return textOf(block['text']).split('\n');
    default:
      return [];
  }
}

function richText(part: Json): string {
  switch (part['type']) {
    case 'text':
      return String(part['text']);
    case 'link':
      return String(part['text'] ?? part['url']);
    case 'user':
      return `<@${part['user_id']}>`;
    default:
      return listOf(part['elements']).map(richText).join('');
  }
}

function buttonsOf(block: Json): string[] {
  if (block['type'] !== 'actions') return [];
  return listOf(block['elements'])
    .filter(({ type }) => type === 'button')
    .map(({ text }) => textOf(text));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { text } = (value ?? {}) as Json;
  return typeof text === 'string' ? text : '';
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function withNames(line: string, names: ReadonlyMap<string, string>): string {
  return line.replace(/<@([A-Z0-9]+)>/g, (_, id: string) => `@${names.get(id) ?? id}`);
}
