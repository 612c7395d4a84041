import { size } from '../../core/views/figures.ts';
import type { Told, ToldFile } from '../transcript/told.ts';
import { harmless, styled, wrap } from './terminal-text.ts';

const NAME_WIDTH = 7;
const GUTTER = ' │ ';

type Style = Parameters<typeof styled>[0];

const STEP_STYLE: Readonly<Record<string, Style>> = { '✓': 'green', '◐': 'yellow', '○': 'dim', '✗': 'red' };

/** Where a message stands: in the channel, or with a line beside it in a thread. */
export type Place = 'channel' | 'thread';

/** What is shown of a message, in lines for a terminal. */
export interface Part {
  readonly told: Told;
  readonly lines: readonly string[];
  readonly files: readonly ToldFile[];
  readonly buttons: readonly string[];
  /** Whether the author is named: not where the last thing said was theirs. */
  readonly named: boolean;
}

/** Draws a part of a message as wide as the terminal, at most 100 columns. */
export function drawPart(part: Part, place: Place, terminalColumns: number): string[] {
  const gutter = place === 'thread' ? GUTTER : '';
  const width = Math.max(20, Math.min(terminalColumns, 100) - gutter.length - NAME_WIDTH - 1);
  const body = [
    ...part.lines.flatMap((line, index) => drawLine(line, index === 0 && part.named, part.told, width)),
    ...part.files.map(drawFile),
    ...(part.buttons.length > 0 ? [drawButtons(part.buttons)] : []),
  ];
  const name = harmless(part.told.author)
    .slice(0, NAME_WIDTH - 1)
    .padEnd(NAME_WIDTH);
  return body.map((line, index) => {
    const margin = index === 0 && part.named ? drawName(name, part.told.bot) : ' '.repeat(NAME_WIDTH);
    return `${styled('dim', gutter)}${margin}${line}`;
  });
}

/** An empty line beside the ones of a thread. */
export function drawGap(place: Place): string {
  return place === 'thread' ? styled('dim', GUTTER.trimEnd()) : '';
}

function drawName(name: string, isBot: boolean): string {
  return styled(isBot ? ['bold', 'magenta'] : 'bold', name);
}

function drawLine(line: string, isFirst: boolean, told: Told, width: number): string[] {
  const [first = '', ...rest] = wrap(harmless(line), width);
  const mark = STEP_STYLE[first[0] ?? ''];
  if (mark === undefined) return [first, ...rest].map((text) => drawWords(text, isFirst, told));
  const words = mark === 'dim' ? (text: string) => styled('dim', text) : (text: string) => text;
  return [
    `${styled(mark, first.slice(0, 1))}${words(first.slice(1))}`,
    ...rest.map((text) => words(`  ${text}`)),
  ];
}

/** Facts, which have dots between them, stand back behind what people say. */
function drawWords(text: string, isFirst: boolean, told: Told): string {
  if (told.bot && !isFirst && text.includes(' · ')) return styled('dim', text);
  return text;
}

function drawFile({ name, bytes }: ToldFile): string {
  return `${styled('cyan', '▸')} ${harmless(name)} ${styled('dim', size(bytes))}`;
}

function drawButtons(labels: readonly string[]): string {
  return labels.map((label) => `${styled('dim', '[')}${harmless(label)}${styled('dim', ']')}`).join(' ');
}
