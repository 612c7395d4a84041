import fc from 'fast-check';
import { expect, it } from 'vitest';
import { render } from '../../../src/bots/discord/render.ts';
import type { Line, Message } from '../../../src/core/views/message.ts';
import { approvalOf, statusOf, takeOf } from './sample.ts';

const MARA = '100000000000000001';

/** What people and files can be called, at its worst. */
const hostile = fc.string({
  unit: fc.constantFrom(
    '@everyone',
    '@here',
    '<@200000000000000002>',
    '<@&300000000000000003>',
    '[press here](https://evil.example)',
    '# ',
    '```',
    '**',
    '||',
    '\n',
    'a',
    ' ',
    '\u202e',
  ),
  maxLength: 30,
});
const line: fc.Arbitrary<Line> = fc.array(fc.oneof(hostile, fc.constant({ person: MARA })), {
  minLength: 1,
  maxLength: 4,
});
const outcome = fc.option(fc.record({ tone: fc.constant('bad' as const), line }));
const facts = fc.array(hostile, { maxLength: 4 });
const messages: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ title: hostile, facts, notes: fc.array(line), outcome }).map((rest) => statusOf(rest)),
  fc
    .record({ heading: line, title: hostile, facts, lines: fc.array(line), outcome })
    .map((rest) => approvalOf(rest)),
  fc.record({ facts, line }).map((rest) => takeOf({ ...rest, file: null })),
);

/** A bracket or a sign that Discord would read is behind a backslash, or broken up. */
const READ = /(?<!\\)<@|(?<!\\)\[press here(?<!\\)\]\(|(?<!\\)```|(?<!\\)\|\||(?<!\\)@(everyone|here)/;
const HEADING = /^(-# )?# /m;

it('(control) what people type would call somebody or become a link, were it left as it is', () => {
  for (const typed of [
    '@everyone',
    '@here',
    '<@2>',
    '<@&3>',
    '[press here](https://evil.example)',
    '```',
    '||',
  ]) {
    expect(`so ${typed}`).toMatch(READ);
  }
  expect('so\n# big').toMatch(HEADING);
});

it('nothing that people type calls anybody or becomes a link', () => {
  fc.assert(
    fc.property(messages, (message) => {
      const { allowed_mentions: called, components } = render(message);
      expect(called.parse).toEqual([]);
      expect([...called.users, ...called.roles].every((id) => id === MARA)).toBe(true);
      const texts = [...JSON.stringify(components).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(
        ([, content = '""']) => JSON.parse(content) as string,
      );
      for (const text of texts) {
        const meant = text.replaceAll(`<@${MARA}>`, '');
        expect(meant).not.toMatch(READ);
        expect(meant.split('\n').slice(1).join('\n')).not.toMatch(HEADING);
      }
    }),
    { numRuns: 500 },
  );
});
