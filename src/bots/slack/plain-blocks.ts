import type { ContextBlock, PlainTextElement, SectionBlock } from '@slack/web-api';
import { cutTo, LIMITS } from './limits.ts';

/** @returns null for empty text, which Slack refuses */
export function plainSection(text: string): SectionBlock | null {
  return text === '' ? null : { type: 'section', text: plain(cutTo(text, LIMITS.section)) };
}

/** Facts in one small line. */
export function factRow(facts: readonly string[]): ContextBlock | null {
  const text = cutTo(facts.join(' · '), LIMITS.facts);
  return text === '' ? null : { type: 'context', elements: [plain(text)] };
}

/** The blocks of a message without those that have nothing to show. */
export function present<T>(blocks: readonly (T | null)[]): T[] {
  return blocks.filter((block) => block !== null);
}

/** Text in which Slack reads no markup. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
