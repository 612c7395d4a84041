import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { configuredRules } from '../../src/configured-rules.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Edit } from '../../src/core/edit/edit.ts';
import { hasEnded } from '../../src/core/edit/edit.ts';
import { RuleBook } from '../../src/core/money/rule-book.ts';
import type { Settings } from '../../src/core/money/settings.ts';
import type { Told } from '../../src/sandbox/transcript/told.ts';
import { discordStage } from './discord-stage.ts';
import { House, until } from './house.ts';
import { Props } from './props.ts';
import { slackStage } from './slack-stage.ts';
import type { Prop, Said, Stage, StageOf } from './stage.ts';

/** Every story is played on each of these. */
export const STAGES: readonly [string, StageOf][] = [
  ['Slack', slackStage],
  ['Discord', discordStage],
];

/** For stories that wait long: a dead bot's work is taken up a quarter of a minute later. */
export const PATIENT = { timeout: 120_000 };

/** What approvers see of a clip. */
const CARD_PICTURE = 'clip.jpg';

/** Plays the same stories on every platform: on all at the same time, because they mostly wait, but in turn on each. */
export function onEachStage(title: string, play: (stageOf: StageOf) => void): void {
  describe.each(STAGES)('in %s', { concurrent: true }, (_name, stageOf) => {
    describe(title, { ...PATIENT, concurrent: false }, () => play(stageOf));
  });
}

/** A house, a stage in it, and what stories look at. */
export class Story {
  readonly house: House;
  readonly stage: Stage;
  readonly props: Props;

  private constructor(house: House, stage: Stage, props: Props) {
    this.house = house;
    this.stage = stage;
    this.props = props;
  }

  static async open(stageOf: StageOf, ...house: Parameters<typeof House.open>): Promise<Story> {
    const [opened, props] = await Promise.all([House.open(...house), Props.open()]);
    return new Story(opened, stageOf(opened), props);
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.props.close();
  }

  /** The same house, seen from another platform. */
  on(stageOf: StageOf): Story {
    return new Story(this.house, stageOf(this.house), this.props);
  }

  /** Everybody behaves as usual again. */
  calm(): void {
    const { slack, discord, wavespeed, segmind, fal } = this.house.sandbox;
    for (const { faults } of [slack, discord, wavespeed, segmind, fal]) faults.clear();
  }

  /** The thread that the bot opens upon what `act` does. */
  async opens(act: () => Promise<unknown>): Promise<string> {
    const before = new Set(this.stage.threads());
    await act();
    return until('a thread is opened', () => this.stage.threads().find((thread) => !before.has(thread)));
  }

  /** Everything that the bot says in a thread, as lines. */
  said(thread: string): string {
    return this.stage
      .thread(thread)
      .filter(({ bot }) => bot)
      .flatMap(({ lines }) => lines)
      .join('\n');
  }

  /** The bot says this in the thread, sooner or later; on a button, too. */
  async says(thread: string, text: string): Promise<void> {
    await until(`the thread says: ${text}`, () => {
      const told = this.stage.thread(thread).filter(({ bot }) => bot);
      return told.some(({ lines, buttons }) => [...lines, ...buttons].some((line) => line.includes(text)));
    });
  }

  /** The status message of the newest edit in a thread that has steps. */
  status(thread: string): Told | undefined {
    return this.stage
      .thread(thread)
      .findLast(({ bot, lines }) => bot && lines.some((line) => /^[✓◐○✗] /.test(line)));
  }

  async done(thread: string): Promise<Told> {
    return until('the edit is done', () => {
      const status = this.status(thread);
      return status?.lines.some((line) => line.startsWith('Done')) && status;
    });
  }

  /** The take of this number: its file, and what the message says about it. */
  async take(thread: string, number: number) {
    return until(`take ${number} is there`, () => {
      const told = this.stage.thread(thread);
      const files = told.flatMap(({ bot, files }) => (bot ? files : []));
      const file = files.find(({ name }) => name.includes(`take-${number}`));
      const card = told.find(({ lines }) => lines.some((line) => line.startsWith(`Take ${number} `)));
      return file && card && { ...file, lines: card.lines, buttons: card.buttons };
    });
  }

  /** The one edit of a thread, whose prompt nobody else uses, is delivered in the end, and nothing happened twice. */
  async deliveredOnce(thread: string, price: string): Promise<void> {
    await this.take(thread, 1);
    await this.done(thread);
    const told = this.stage.thread(thread).filter(({ bot }) => bot);
    const beginning = (start: RegExp) => told.filter(({ lines }) => lines.some((line) => start.test(line)));
    expect(beginning(/^[✓◐○✗] /)).toHaveLength(1);
    expect(beginning(/^Take /)).toHaveLength(1);
    const takes = told.flatMap(({ files }) => files).filter(({ name }) => name !== CARD_PICTURE);
    expect(takes).toHaveLength(1);
    const [edit, ...more] = await this.edits(thread);
    expect(more).toEqual([]);
    expect(edit?.state).toBe('delivered');
    expect(await this.money(thread)).toBe(`hold ${price}, post ${price}`);
    expect(this.submissions(edit?.wish.prompt)).toBe(1);
  }

  /** The clip of a thread's edit, on the bot's disk, is no clip any more. */
  async spoilClip(thread: string): Promise<void> {
    await this.spoilFile(await this.edit(thread), 'source');
  }

  /** A file of an edit, on the bot's disk, has other bytes from now on. */
  async spoilFile({ id }: Edit, file: string): Promise<void> {
    await writeFile(join(this.house.settings['DATA_DIR'] ?? '', 'clips', id, file), 'spoilt');
  }

  /** Changes what the team of this stage has set about its money, as `/edit-budget` does. */
  async rules(change: (set: Settings) => Settings, by = 'Dana'): Promise<void> {
    const store = await this.house.store();
    const book = new RuleBook({
      store,
      clock: systemClock,
      given: configuredRules(readConfig(this.house.settings)),
    });
    await book.change(this.stage.home, this.stage.idOf(by), 'policy', change);
  }

  /** How often a provider was given this prompt. */
  submissions(prompt: string | undefined): number {
    const { wavespeed, segmind, fal } = this.house.sandbox;
    const inputs = [wavespeed, segmind, fal].flatMap((each) => each.predictions().map(({ input }) => input));
    return inputs.filter((input) => 'prompt' in input && input.prompt === prompt).length;
  }

  /** The edits of a thread, the newest first. */
  async edits(thread: string): Promise<Edit[]> {
    return (await this.house.store()).inThread({ ...this.stage.placeOf(thread), thread });
  }

  async edit(thread: string): Promise<Edit> {
    const [edit] = await this.edits(thread);
    if (!edit) throw new Error('There is no edit in this thread');
    return edit;
  }

  /** Everything that happened to the newest edit of a thread, by name. */
  async audited(thread: string): Promise<string[]> {
    const store = await this.house.store();
    return (await store.audit((await this.edit(thread)).id)).map(({ event }) => event);
  }

  /** What the newest edit of a thread did in the ledger. */
  async money(thread: string): Promise<string> {
    return this.house.money((await this.edit(thread)).id);
  }

  /** A request that cannot work: it ends in one clear sentence, with nothing charged and no hold left open. */
  async endsIn(sentence: string, said: Said & { files?: readonly Prop[] }): Promise<string> {
    const billed = this.house.billed;
    const thread = await this.stage.mention(said);
    const ended = await until(`the thread says: ${sentence}`, async () => {
      const edit = await this.edit(thread);
      return hasEnded(edit) && this.said(thread).includes(sentence) && edit;
    });
    expect(ended.state).not.toBe('delivered');
    expect(await this.money(thread)).toMatch(/^(?:hold (\$[\d.]+), void \1)?$/);
    expect(this.house.billed).toBe(billed);
    return thread;
  }
}
