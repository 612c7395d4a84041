import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPTIONS, parseRequest, takeLink } from '../../../src/core/edit/grammar.ts';

describe('the request grammar', () => {
  it('takes options out of a sentence wherever they stand', () => {
    expect(parseRequest('make it dusk --final --mute --from 0:02 --to 0:07 --quote')).toEqual({
      prompt: 'make it dusk',
      quality: 'final',
      model: null,
      mute: true,
      from: 2_000,
      to: 7_000,
      quoteOnly: true,
      result: {},
      problem: null,
    });
    expect(parseRequest('--draft make it --model=kling-o3-std dusk')).toMatchObject({
      prompt: 'make it dusk',
      quality: 'draft',
      model: 'kling-o3-std',
    });
  });

  it('reads what some models let one choose of the result', () => {
    expect(parseRequest('dusk --aspect 9:16 --seconds 5 --shot customize')).toMatchObject({
      prompt: 'dusk',
      result: { aspectRatio: '9:16', seconds: 5, shotType: 'customize' },
      problem: null,
    });
    expect(parseRequest('dusk --aspect=9x16 --seconds 12s').result).toEqual({
      aspectRatio: '9:16',
      seconds: 12,
    });
    expect(parseRequest('dusk').result).toEqual({});
  });

  it('reads the dashes that phones make of two hyphens', () => {
    expect(parseRequest('make it dusk —final –mute')).toMatchObject({
      prompt: 'make it dusk',
      quality: 'final',
      mute: true,
    });
  });

  it.each([
    ['--form 0:02', '--form', '--from'],
    ['--dradt', '--dradt', '--draft'],
    ['--qoute', '--qoute', '--quote'],
    ['--muted', '--muted', '--mute'],
    ['--watermark', '--watermark', null],
  ])('answers %s with the nearest option', (text, option, nearest) => {
    expect(parseRequest(`dusk ${text}`).problem).toEqual({ code: 'unknown_option', option, nearest });
  });

  it.each(['--from', '--from soon', '--to 1:75', '--from -3', '--aspect wide', '--seconds 2.5', '--shot'])(
    'says what %s needs',
    (text) => {
      expect(parseRequest(`dusk ${text}`).problem).toMatchObject({ code: 'bad_option' });
    },
  );

  it('refuses a window that ends before it begins', () => {
    expect(parseRequest('dusk --from 7 --to 2').problem).toMatchObject({
      code: 'bad_option',
      option: '--to',
    });
  });

  it('leaves dashes alone that are no options', () => {
    expect(parseRequest('a well-lit bar - no people -- please').prompt).toBe(
      'a well-lit bar - no people -- please',
    );
  });

  it('keeps line breaks of the prompt', () => {
    expect(parseRequest('first line\nsecond line --mute').prompt).toBe('first line\nsecond line');
  });

  it('is total, and leaves no known option in any prompt', () => {
    const words = fc.constantFrom(
      'dusk',
      '--',
      '—',
      '--from',
      '0:02',
      '=',
      '--to=3',
      '--zzz',
      '\n',
      '@Image1',
      ...OPTIONS,
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(' ')),
        ),
        (text) => {
          const { prompt } = parseRequest(text);
          for (const option of OPTIONS) expect(` ${prompt} `).not.toContain(` ${option} `);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a link in a request', () => {
  it('is taken as the clip and out of the prompt', () => {
    expect(takeLink('make https://example.com/a.mp4?x=1 dusk')).toEqual({
      prompt: 'make dusk',
      link: 'https://example.com/a.mp4?x=1',
    });
    expect(takeLink('make it dusk')).toEqual({ prompt: 'make it dusk', link: null });
  });
});
