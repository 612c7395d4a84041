import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inline, readInline, readMarkdown } from '../../../src/sandbox/page/discord/markdown.ts';
import { safeLink } from '../../../src/sandbox/page/parts/safe-link.ts';
import { type Mrkdwn, readMrkdwn } from '../../../src/sandbox/page/slack/mrkdwn.ts';

describe('Discord’s markdown', () => {
  it.each<[string, Inline[]]>([
    ['plain', ['plain']],
    [
      '**bold** and *not*',
      [{ kind: 'bold', pieces: ['bold'] }, ' and ', { kind: 'italic', pieces: ['not'] }],
    ],
    [
      '__under__ ~~gone~~',
      [{ kind: 'underline', pieces: ['under'] }, ' ', { kind: 'strike', pieces: ['gone'] }],
    ],
    ['||secret||', [{ kind: 'spoiler', pieces: ['secret'] }]],
    ['**a *b* c**', [{ kind: 'bold', pieces: ['a ', { kind: 'italic', pieces: ['b'] }, ' c'] }]],
    ['\\*\\*not bold\\*\\*', ['**not bold**']],
    ['`**code**`', [{ kind: 'code', text: '**code**' }]],
    ['<@42> <@&43> <#44>', [mention('@', '42'), ' ', mention('@', '43'), ' ', mention('#', '44')]],
    ['[a](https://b.example/c)', [{ kind: 'link', url: 'https://b.example/c', pieces: ['a'] }]],
    ['[a](javascript:alert)', ['[a](javascript:alert)']],
    [
      'see https://b.example',
      ['see ', { kind: 'link', url: 'https://b.example', pieces: ['https://b.example'] }],
    ],
    ['snake_case_name and 2 * 3 * 4', ['snake_case_name and 2 * 3 * 4']],
  ])('reads %s', (text, pieces) => {
    expect(readInline(text)).toEqual(pieces);
  });

  it('reads lines by how they begin', () => {
    const text = '## Title\n-# small\n> quoted\n- item\nplain\n```js\na * b\n```';
    expect(readMarkdown(text).map(({ kind }) => kind)).toEqual([
      'heading',
      'small',
      'quote',
      'item',
      'text',
      'code',
    ]);
  });

  it('loses no letter of any text', () => {
    const words = fc.stringMatching(/^[a-z ]{0,40}$/);
    fc.assert(fc.property(words, (text) => readInline(text).join('') === text));
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => Array.isArray(readMarkdown(text))));
  });

  it('is read in time, whatever it is', () => {
    const started = Date.now();
    for (const mark of ['*', '_', '[', '||', '`', '<@', '**a ', '\\'])
      readMarkdown(mark.repeat(4000 / mark.length));
    expect(Date.now() - started).toBeLessThan(2000);
  });
});

describe('Slack’s mrkdwn', () => {
  it.each<[string, Mrkdwn[]]>([
    ['plain', ['plain']],
    ['*bold* _it_', [{ kind: 'bold', pieces: ['bold'] }, ' ', { kind: 'italic', pieces: ['it'] }]],
    ['~gone~', [{ kind: 'strike', pieces: ['gone'] }]],
    ['`*code*`', [{ kind: 'code', text: '*code*' }]],
    ['2*3*4 snake_case_name', ['2*3*4 snake_case_name']],
    ['&lt;b&gt; &amp;amp;', ['<b> &amp;']],
    ['<@U1> <#C1|general>', [slackMention('@', 'U1', ''), ' ', slackMention('#', 'C1', 'general')]],
    ['<!here>', [slackMention('@', '', 'here')]],
    ['<https://a.example?b&amp;c|d>', [{ kind: 'link', url: 'https://a.example?b&c', text: 'd' }]],
  ])('reads %s', (text, pieces) => {
    expect(readMrkdwn(text)).toEqual(pieces);
  });
});

describe('a link', () => {
  it.each([
    ['https://example.com/a?b', 'https://example.com/a?b'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1/'],
    ['javascript:alert(1)', null],
    [' JaVaScRiPt:alert(1)', null],
    ['data:text/html,x', null],
    ['/relative', null],
  ])('leads only to the web: %s', (address, href) => {
    expect(safeLink(address)).toBe(href);
  });
});

function mention(sigil: '@' | '#', id: string): Inline {
  return { kind: 'mention', sigil, id };
}

function slackMention(sigil: '@' | '#', id: string, text: string): Mrkdwn {
  return { kind: 'mention', sigil, id, text };
}
