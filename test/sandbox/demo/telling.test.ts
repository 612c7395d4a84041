import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Telling } from '../../../src/sandbox/demo/telling.ts';
import { tellingOn } from '../../../src/sandbox/demo/telling-on.ts';
import { harmless, wrap } from '../../../src/sandbox/demo/terminal-text.ts';
import type { Told } from '../../../src/sandbox/transcript/told.ts';

function message(part: Partial<Told>): Told {
  return { id: 'm1', author: 'Recut', bot: true, lines: [], files: [], buttons: [], ...part };
}

const title = 'make it dusk';
const early = message({ lines: [title, 'final', '◐ Fetching', '○ Edit'], buttons: ['Cancel'] });
const later = message({ lines: [title, 'a.mp4 · 4 s', '✓ Clip checked', '◐ Editing · 0:01 of about 5 s'] });
const done = message({ lines: [title, 'a.mp4 · 4 s', '✓ Clip checked', '✓ Edited in 5 s', 'Done'] });
const take = message({ id: 'm2', lines: ['Take 1 · 4 s'], buttons: ['Edit again'] });

function told(paper: { isTTY: boolean; rows?: number }, tell: (telling: Telling) => void): string {
  let written = '';
  tell(tellingOn({ ...paper, columns: 80, write: (text: string) => (written += text) }));
  return written;
}

describe('a story in a log', () => {
  const lines = () =>
    stripVTControlCharacters(
      told({ isTTY: false }, (telling) => {
        const thread = telling.thread();
        thread.show([early]);
        thread.show([later]);
        thread.show([later, take]);
        thread.show([done, take]);
        thread.show([done, take]);
        thread.end();
      }),
    ).split('\n');

  it('says each thing once, when it is settled', () => {
    const said = lines().map((line) => line.replace(/^[ │]*/, ''));
    expect(said.filter((line) => line !== '')).toEqual([
      'Recut  make it dusk',
      '✓ Clip checked',
      'Recut  Take 1 · 4 s',
      '[Edit again]',
      'Recut  a.mp4 · 4 s',
      '✓ Edited in 5 s',
      'Done',
    ]);
  });

  it('never moves the cursor', () => {
    expect(told({ isTTY: false }, (telling) => telling.message(done))).not.toContain('\u001b[0J');
  });
});

describe('a story in a terminal', () => {
  it('is drawn over in place, and stays whole at the end', () => {
    const written = told({ isTTY: true }, (telling) => {
      const thread = telling.thread();
      thread.show([early]);
      thread.show([done, take]);
      thread.end();
    });
    const last = stripVTControlCharacters(written.split('\u001b[0J').at(-1) ?? '');
    expect(last).toContain('✓ Edited in 5 s');
    expect(last).toContain('[Edit again]');
    expect(last).not.toContain('Fetching');
    expect(written.endsWith('\u001b[?25h')).toBe(true);
  });

  it('draws over no more than the terminal shows', () => {
    const written = told({ isTTY: true, rows: 6 }, (telling) => {
      const thread = telling.thread();
      thread.show([early, take]);
      thread.show([later, take]);
      thread.end();
    });
    const ups = written
      .split('\u001b[')
      .flatMap((part) => /^(\d+)A/.exec(part)?.[1] ?? [])
      .map(Number);
    expect(Math.max(...ups)).toBeLessThan(6);
    expect(stripVTControlCharacters(written)).toContain('Clip checked');
  });
});

describe('text in a terminal', () => {
  it('obeys nothing that a file name or a prompt says', () => {
    expect(harmless('a\u001b[2Jb\u0007\u202ec\nd')).toBe('ab  c d');
  });

  it.each([
    ['at spaces', 'one two three', 7, ['one two', 'three']],
    ['inside words that are too long', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['by the width of letters, not their number', '映画を編集', 4, ['映画', 'を編', '集']],
  ])('is wrapped %s', (_how, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
