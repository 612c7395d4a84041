import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/sandbox/demo/arguments.ts';

describe('what one types behind npm run demo --', () => {
  it('plays the stories when nothing is said, and with a clip when one is named', () => {
    expect(readArguments([])).toMatchObject({ kind: 'stories', clip: undefined });
    expect(readArguments(['--clip', 'mine.mp4'])).toMatchObject({ kind: 'stories', clip: 'mine.mp4' });
  });

  it('serves the page, on a port of one’s choice and with a clip of one’s own', () => {
    expect(readArguments(['--serve'])).toEqual({ kind: 'page', clip: undefined, port: undefined });
    expect(readArguments(['--serve', '--port', '8080', '--clip', 'mine.mp4'])).toEqual({
      kind: 'page',
      clip: 'mine.mp4',
      port: 8080,
    });
  });

  it.each([['--help'], ['-h'], ['--serve', '--help']])('helps when asked: %s', (...args) => {
    expect(readArguments(args)).toEqual({ kind: 'help' });
  });

  it.each([
    [['--sevre'], "Unknown option '--sevre'."],
    [['mine.mp4'], "Unexpected argument 'mine.mp4'."],
    [['--clip'], "Option '--clip <value>' argument missing."],
    [['--clip='], '--clip needs the name of a file.'],
    [['--port', '80'], '--port only goes with --serve.'],
    [['--serve', '--port', 'http'], '--port needs a number from 1 to 65535, not "http".'],
    [['--serve', '--port', '70000'], '--port needs a number from 1 to 65535, not "70000".'],
  ])('answers %j in one sentence', (args, why) => {
    expect(readArguments(args)).toEqual({ kind: 'misunderstood', why });
  });
});
