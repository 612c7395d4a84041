import fc from 'fast-check';
import { expect, it } from 'vitest';
import { render } from '../../../src/bots/slack/render.ts';
import type { Line, Message } from '../../../src/core/views/message.ts';
import { anApproval, aStatus, aTake } from './messages.ts';

/** What people and files can be called, at its worst. */
const hostile = fc.string({
  unit: fc.constantFrom(
    '<!channel>',
    '<!here|here>',
    '<@U0BOSS00001>',
    '<#C1|general>',
    '<!subteam^S1>',
    '<https://evil.example|press here>',
    '@everyone',
    '&lt;!channel&gt;',
    '*',
    '_',
    '`',
    '>',
    '\n',
    'a',
    ' ',
    '\u202e',
  ),
  maxLength: 40,
});
const line: fc.Arbitrary<Line> = fc.array(fc.oneof(hostile, fc.constant({ person: 'U0MARA00001' })), {
  minLength: 1,
  maxLength: 4,
});
const outcome = fc.option(fc.record({ tone: fc.constant('bad' as const), line }));
const messages: fc.Arbitrary<Message> = fc.oneof(
  fc
    .record({
      title: hostile,
      facts: fc.array(hostile, { maxLength: 4 }),
      notes: fc.array(line),
      outcome,
      text: hostile,
    })
    .map(({ text, ...rest }) => aStatus({ ...rest, steps: [{ state: 'active', text }] })),
  fc
    .record({
      heading: line,
      title: hostile,
      facts: fc.array(hostile, { maxLength: 4 }),
      lines: fc.array(line),
      outcome,
    })
    .map((rest) => anApproval(rest)),
  fc.record({ facts: fc.array(hostile, { maxLength: 4 }), line }).map((rest) => aTake(null, rest)),
);

/** Every text that Slack reads markup in: the message's own, and those of type mrkdwn. */
function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Record<string, unknown>;
  const own = object['type'] === 'mrkdwn' && typeof object['text'] === 'string' ? [object['text']] : [];
  return [...own, ...Object.values(object).flatMap(markupIn)];
}

it('nothing that people type calls anybody or becomes a link, wherever it stands and however it is drawn', () => {
  fc.assert(
    fc.property(messages, fc.constantFrom('plan' as const, 'plain' as const), (message, style) => {
      const { text, blocks } = render(message, style);
      for (const markup of [text, ...markupIn(blocks)]) {
        const meant = markup.replaceAll('<@U0MARA00001>', '');
        expect(meant).not.toMatch(/[<>]/);
        expect(meant.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
      }
      const called =
        JSON.stringify(blocks).match(/"user_id":"[^"]*"|"usergroup_id":"[^"]*"|"type":"broadcast"/g) ?? [];
      expect(called.every((each) => each === '"user_id":"U0MARA00001"')).toBe(true);
      expect(JSON.stringify(blocks)).not.toContain('"type":"link"');
    }),
    { numRuns: 500 },
  );
});
