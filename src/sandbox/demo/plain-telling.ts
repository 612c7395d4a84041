import type { Told } from '../transcript/told.ts';
import { drawGap, drawPart } from './drawn-message.ts';
import { isNamed, type Paper, type Telling, type ThreadTelling } from './telling.ts';

const WIDTH = 100;
const UNSETTLED = /^[◐○]/;
const STEP = /^[✓✗]/;

/** What of a thread was said. */
interface Progress {
  readonly said: Set<string>;
  /** The message that was spoken of last. */
  last: string | undefined;
}

/** Tells a story in lines that stay: for logs and pipes. Of what changes, only what is settled is said, once. */
export class PlainTelling implements Telling {
  readonly #paper: Paper;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  line(text = ''): void {
    this.#paper.write(`${text}\n`);
  }

  message(told: Told): void {
    for (const line of drawPart({ told, named: true, ...told }, 'channel', WIDTH)) this.line(line);
  }

  thread(): ThreadTelling {
    const thread: Progress = { said: new Set(), last: undefined };
    const show = (messages: readonly Told[]) => {
      for (const [index, told] of messages.entries()) this.#say(told, isNamed(messages, index), thread);
    };
    return { show, end: () => undefined };
  }

  #say(told: Told, named: boolean, thread: Progress): void {
    const once = (key: string) =>
      !thread.said.has(`${told.id} ${key}`) && thread.said.add(`${told.id} ${key}`);
    const lines = settledIn(told).flatMap(({ key, line }) => (once(key) ? [line] : []));
    const isWhole = !told.lines.some((line) => UNSETTLED.test(line)) && once('whole');
    if (lines.length === 0 && !isWhole) return;
    const part = {
      told,
      lines,
      files: isWhole ? told.files : [],
      buttons: isWhole ? told.buttons : [],
      named: once('name') ? named : thread.last !== told.id,
    };
    thread.last = told.id;
    if (part.named) this.line(drawGap('thread'));
    for (const line of drawPart(part, 'thread', WIDTH)) this.line(line);
  }
}

interface Settled {
  /** The same for a step however it is worded later. */
  readonly key: string;
  readonly line: string;
}

/** While an edit runs, its heading and the steps that are done; afterwards everything. */
function settledIn({ lines }: Told): Settled[] {
  const isRunning = lines.some((line) => UNSETTLED.test(line));
  const steps = lines.filter((line) => STEP.test(line) || UNSETTLED.test(line));
  return lines.flatMap((line, index) => {
    if (STEP.test(line)) return [{ key: `step ${steps.indexOf(line)}`, line }];
    if (UNSETTLED.test(line)) return [];
    return isRunning && index > 0 ? [] : [{ key: line, line }];
  });
}
