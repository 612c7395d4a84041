import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Import {
  from: string;
  /** A path below the root, or the name of a package. */
  of: string;
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(STATEMENT)].map(([, a, b, c]) => {
    const name = a ?? b ?? c ?? '';
    return {
      from: file,
      of: name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name,
    };
  });
}

const imports = globSync('src/**/*.{ts,mts}', { cwd: ROOT }).flatMap(importsOf);

/** The imports that lead from one part of the house to another, as lines for a person. */
function from(folder: string, forbidden: (of: string) => boolean): string[] {
  return imports
    .filter(({ from, of }) => from.startsWith(folder) && forbidden(of))
    .map(({ from, of }) => `${from} imports ${of}`);
}

const chatPlatform = (of: string) =>
  of.startsWith('@slack/') || of.startsWith('discord.js') || of.startsWith('@discordjs/');
const within = (folder: string) => (of: string) => of.startsWith(folder);

describe('the house', () => {
  it('is read at all: the scan finds the imports there are', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(from('src/bots/slack/', chatPlatform)).not.toEqual([]);
  });

  it('keeps the core free of bots, of the sandbox and of chat platforms', () => {
    expect(from('src/core/', within('src/bots'))).toEqual([]);
    expect(from('src/core/', within('src/sandbox'))).toEqual([]);
    expect(from('src/core/', chatPlatform)).toEqual([]);
  });

  it('keeps the bots apart', () => {
    expect(from('src/bots/slack/', within('src/bots/discord'))).toEqual([]);
    expect(from('src/bots/discord/', within('src/bots/slack'))).toEqual([]);
  });

  it('keeps the sandbox out of the bot', () => {
    const bot = imports.filter(({ from }) => !from.startsWith('src/sandbox/'));
    expect(bot.filter(({ of }) => of.startsWith('src/sandbox'))).toEqual([]);
  });

  it('asks the core only through its front door, its words and its views', () => {
    const rooms = ['store', 'runner', 'providers', 'media'];
    for (const platform of ['slack', 'discord']) {
      for (const room of rooms) expect(from(`src/bots/${platform}/`, within(`src/core/${room}`))).toEqual([]);
    }
  });

  it('has no room without a name of its own', () => {
    const files = globSync('src/**/*', { cwd: ROOT });
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|types)(\.ts)?$/.test(file))).toEqual(
      [],
    );
  });

  it('keeps its files short enough to be read', () => {
    const long = globSync('src/**/*.ts', { cwd: ROOT })
      .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
