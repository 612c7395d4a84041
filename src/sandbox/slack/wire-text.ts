import type { Block } from './block-kit/block.ts';
import { withIds } from './block-kit/ids.ts';
import type { JsonObject } from './json.ts';

/** Anyone who can be mentioned by name. */
export interface Mentionable {
  readonly id: string;
  readonly realName: string;
}

/** Mentions, channel links and web links, written out as Slack sends them. */
const token = /<(?:[@#!]|https?:)[^<>]+>/;
/** A web address in what a person types; the punctuation behind it belongs to the sentence. */
const address = /https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]}'"]/g;

/**
 * What a client sends for what a person typed: `@Recut` becomes `<@U0RECUT0001>`, web addresses become
 * `<https://…>`, `&`, `<` and `>` are escaped. Tokens that are already in Slack's form stay.
 */
export function toWire(typed: string, mentionables: readonly Mentionable[]): string {
  const named = (typed.includes('@') ? mentionables : []).reduce(
    (text, { id, realName }) => text.replaceAll(new RegExp(`@${literally(realName)}\\b`, 'gi'), `<@${id}>`),
    typed,
  );
  return pieces(named)
    .map((piece) => (token.test(piece) ? piece : withLinks(escapeText(piece))))
    .join('');
}

/** The `rich_text` block that comes with every message a person types. */
export function richTextOf(wire: string): Block[] {
  const elements = pieces(wire).map(toElement);
  if (elements.length === 0) return [];
  return [withIds({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })];
}

/** Mentions as slash commands carry them: `<@U0MARA00001|mara>`. */
export function withNames(wire: string, people: ReadonlyMap<string, { readonly name: string }>): string {
  return wire.replaceAll(/<@([UW][A-Z0-9]+)>/g, (mention, id) => {
    const name = people.get(id)?.name;
    return name === undefined ? mention : `<@${id}|${name}>`;
  });
}

export function mentions(wire: string, userId: string): boolean {
  return new RegExp(`<@${userId}(\\|[^>]*)?>`).test(wire);
}

function pieces(text: string): string[] {
  return text.split(new RegExp(`(${token.source})`)).filter((piece) => piece !== '');
}

function toElement(piece: string): JsonObject {
  const user = /^<@([UW][A-Z0-9]+)/.exec(piece)?.[1];
  if (user) return { type: 'user', user_id: user };
  const channel = /^<#([CGD][A-Z0-9]+)/.exec(piece)?.[1];
  if (channel) return { type: 'channel', channel_id: channel };
  const url = /^<(https?:[^<>|]+)/.exec(piece)?.[1];
  if (url) return { type: 'link', url: unescapeText(url) };
  return { type: 'text', text: unescapeText(piece) };
}

function withLinks(escaped: string): string {
  return escaped.replaceAll(address, (url) => `<${url}>`);
}

/** For use inside a regular expression. */
function literally(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ]/gu, '\\$&');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
