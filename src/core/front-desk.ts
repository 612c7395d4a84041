import { ulid } from 'ulid';
import type { ApprovalDesk } from './approval-desk.ts';
import type { ChoiceDesk } from './choice-desk.ts';
import type { Clock, Millis } from './clock.ts';
import { COMMANDS } from './commands.ts';
import { decide } from './deciding.ts';
import type { CommandCall, Desk, FormReturn, PressAnswer, TokenPress } from './desk.ts';
import type { Ask, FieldProblem, FormFacts, Press } from './edit/ask.ts';
import { asksTooMuch } from './edit/asks-too-much.ts';
import type { PartPlan } from './edit/choosing.ts';
import type { ClipSource } from './edit/clip.ts';
import { type Edit, type EditId, hasEnded, type Place, type Quality } from './edit/edit.ts';
import { elsewhere } from './edit/elsewhere.ts';
import { tooLate } from './edit/late.ts';
import { newEdit, understand } from './edit/new-edit.ts';
import { type Saved, sorted } from './edit/pictures.ts';
import { savedNames } from './edit/prompt-names.ts';
import { sameChoices, sameClip, sameEdit } from './edit/same-again.ts';
import { canCancel } from './edit/transition.ts';
import { formFacts } from './form-facts.ts';
import type { Library } from './library/library.ts';
import type { RuleBook } from './money/rule-book.ts';
import type { PartsDesk } from './parts-desk.ts';
import { PROBLEM_FIELDS } from './problem-fields.ts';
import type { Catalogue } from './providers/catalogue.ts';
import { type RequestLimits, withinLimits } from './request-limits.ts';
import type { SettlingDesk } from './settling-desk.ts';
import type { SideDesk } from './side-desk.ts';
import { stopRunning } from './stop-running.ts';
import type { OpenThread, Store } from './store/store.ts';
import { takeElsewhere } from './take-elsewhere.ts';
import { deskNotes } from './views/desk-wording.ts';
import { refilled } from './views/form.ts';
import type { Line } from './views/message.ts';
import { reasonWording } from './views/reason-wording.ts';
import { readToken } from './views/token.ts';

interface Parts {
  store: Store;
  catalogue: Catalogue;
  rules: Pick<RuleBook, 'at'>;
  clock: Clock;
  library: Library;
  approvals: ApprovalDesk;
  choices: ChoiceDesk;
  wholes: PartsDesk;
  settling: SettlingDesk;
  /** By subject: the first part of their tokens. */
  sides: Readonly<Record<string, SideDesk>>;
  limits: RequestLimits;
  /** Whether the provider of a model can be asked to stop. */
  canStop(model: string): boolean;
  /** What is used when a request names no quality. */
  defaultQuality: Quality;
  /** When the store was restored from a backup; null when it never was. */
  restoredAt(): Promise<Millis | null>;
  /** Called after every commit, so that work and threads follow at once. */
  changed(edit: Edit): void;
}

/** People come back to a thread within a day, or begin another. */
const RECENT_MS = 24 * 60 * 60_000;
export const MOST_THREADS = 50;

/** The desk over a store. */
export class FrontDesk implements Desk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async ask(ask: Ask): Promise<{ kind: 'accepted' | 'duplicate'; edit: EditId }> {
    const [defaults, earlier, saved] = await Promise.all([
      this.#defaults(ask.place),
      this.#earlierClip(ask.place),
      this.#saved(ask),
    ]);
    const understood = understand(ask, { ...defaults, earlier, saved });
    const now = this.#parts.clock.now();
    const problem = understood.problem ?? (await tooLate(ask, now, this.#parts.restoredAt));
    return this.#accept(newEdit(ask, { ...understood, problem }, newId(), now), ask.keys);
  }

  recentThreads(platform: string, since: Millis): Promise<readonly OpenThread[]> {
    return this.#parts.store.recentThreads(platform, since - RECENT_MS, MOST_THREADS);
  }

  async threadOf(edit: EditId): Promise<string | null> {
    return (await this.#parts.store.read(edit))?.place.thread ?? null;
  }

  async problems(ask: Ask): Promise<readonly FieldProblem[]> {
    const [defaults, saved] = await Promise.all([this.#defaults(ask.place), this.#saved(ask)]);
    const { problem } = understand(ask, { ...defaults, earlier: null, saved });
    return problem ? [{ field: PROBLEM_FIELDS[problem.code] ?? 'prompt', text: reasonWording(problem) }] : [];
  }

  /** While the store is away a form opens all the same, with what the deployment gives. */
  async formFacts(place: Parameters<Desk['formFacts']>[0]): Promise<FormFacts> {
    const { catalogue, defaultQuality: quality } = this.#parts;
    const given = { catalogue, quality };
    return formFacts(place === null ? given : await this.#defaults(place).catch(() => given));
  }

  async press(press: Press): Promise<PressAnswer> {
    const edit = await this.#parts.store.read(press.edit);
    const { platform, team } = press.place;
    if (!edit || edit.place.platform !== platform || edit.place.team !== team)
      return note(deskNotes.unknownEdit());
    switch (press.action) {
      case 'cancel':
        return this.#cancel(edit, press.person);
      case 'run':
        return this.#run(edit, press.person);
      case 'retry':
        return this.#again(edit, press, edit.wish.model);
      case 'finalize':
        return this.#finalize(edit, press);
      case 'elsewhere':
        return this.#elsewhere(edit, press);
      case 'approve':
      case 'exception':
      case 'shorter':
      case 'decline':
        return this.#parts.approvals.press(edit, press, press.action);
      case 'first':
      case 'last':
      case 'choose':
      case 'parts':
      case 'held':
        return this.#parts.choices.press(edit, press.person, press.action);
      case 'retrypart':
      case 'without':
      case 'showparts':
        return this.#parts.wholes.press(edit, press.person, press.action);
      case 'itran':
      case 'itdidnot':
        return this.#parts.settling.press(edit, press, press.action);
      case 'again':
        return { kind: 'form', prompt: '', chosen: { clip: { kind: 'take', edit: edit.id } } };
      default:
        return note(deskNotes.unknownButton());
    }
  }

  async command(call: CommandCall): Promise<PressAnswer> {
    const subject = COMMANDS.find(({ name }) => name === call.name)?.subject ?? '';
    return (await this.#side(subject)?.command?.(call)) ?? note(deskNotes.unknownCommand(call.name));
  }

  async open(press: TokenPress): Promise<PressAnswer> {
    const { subject, parts } = readToken(press.token) ?? NOTHING;
    return (await this.#side(subject)?.open?.(press, parts)) ?? note(deskNotes.unknownButton());
  }

  async submit(sent: FormReturn): Promise<PressAnswer> {
    const { subject, parts } = readToken(sent.token) ?? NOTHING;
    const submitted =
      subject === 'reason' ? this.#pressWithReason(sent, parts) : this.#side(subject)?.submit?.(sent, parts);
    const answer = (await submitted) ?? note(deskNotes.unknownForm());
    return answer.kind === 'problems' ? { ...answer, form: refilled(answer.form, sent.answers) } : answer;
  }

  #side(subject: string): SideDesk | undefined {
    const { sides } = this.#parts;
    return Object.hasOwn(sides, subject) ? sides[subject] : undefined;
  }

  /** The same button again, now with the reason that it asked for. */
  #pressWithReason({ token: _, answers, ...act }: FormReturn, [action = '', edit = '']: readonly string[]) {
    return this.press({ ...act, action, edit: edit as EditId, reason: answers.texts['reason'] ?? '' });
  }

  async #cancel(edit: Edit, person: string): Promise<PressAnswer> {
    if (edit.person !== person) return note(deskNotes.notYours(edit.person));
    if (edit.state === 'running') return stopRunning(edit, person, this.#parts);
    return this.#decide(edit, { type: 'cancelled', by: person }, person, (now) =>
      deskNotes.tooLateToCancel(now, this.#parts.canStop(now.wish.model)),
    );
  }

  async #run(edit: Edit, person: string): Promise<PressAnswer> {
    if (edit.person !== person) return note(deskNotes.notYours(edit.person));
    return this.#decide(edit, { type: 'run' }, person, () => deskNotes.endedAlready());
  }

  /** Commits a person's decision on the edit as it is now, or says why it no longer applies. */
  async #decide(
    edit: Edit,
    event: { type: 'run' } | { type: 'cancelled'; by: string },
    person: string,
    otherwise: (edit: Edit) => Line,
  ): Promise<PressAnswer> {
    const applies = (now: Edit) =>
      event.type === 'cancelled' ? canCancel(now) : now.state === 'quoted' && now.wish.quoteOnly;
    const decided = await decide(
      edit,
      person,
      (now) => (applies(now) ? event : null),
      { caps: [] },
      this.#parts,
    );
    if (decided.kind === 'done') return { kind: 'done' };
    return note(decided.kind === 'too_late' ? otherwise(decided.edit) : deskNotes.busy());
  }

  /** The same prompt, pictures and window once more, on the final model of the provider that made the draft. */
  async #finalize(edit: Edit, press: Press): Promise<PressAnswer> {
    const { catalogue } = this.#parts;
    const draft = catalogue.get(edit.wish.model);
    const model = draft && catalogue.finalOf(draft);
    if (!model) return note(deskNotes.unknownButton());
    const { images, elements } = sorted(edit.wish, edit.images);
    const wants = { ...edit.wish, images: images.length, elements: elements.map(({ length }) => length) };
    const reason = asksTooMuch(wants, model, catalogue);
    if (reason) return note([reasonWording(reason)]);
    const before = 'parts' in edit ? edit.parts : undefined;
    return this.#again(
      edit,
      press,
      model.key,
      before?.map(({ window }) => ({ id: newId(), window })),
    );
  }

  /** The same at the next provider. */
  async #elsewhere(edit: Edit, press: Press): Promise<PressAnswer> {
    if ('instead' in edit && edit.instead) return note(deskNotes.triedAlready());
    if (edit.state === 'assembling') return this.#parts.wholes.press(edit, press.person, 'elsewhere');
    const model = elsewhere(edit, this.#parts.catalogue);
    if (!model) return note(deskNotes.unknownButton());
    return hasEnded(edit)
      ? this.#again(edit, press, model.key)
      : takeElsewhere(edit, press.person, model.key, this.#parts);
  }

  /** Asks for the same edit once more, with the files as they were. Pressing twice makes one edit. */
  async #again(edit: Edit, press: Press, model: string, parts?: readonly PartPlan[]): Promise<PressAnswer> {
    if (edit.state === 'failed' && edit.reason.code === 'moderation') {
      const quality = this.#parts.catalogue.get(edit.wish.model)?.quality;
      return { kind: 'form', prompt: edit.wish.prompt, chosen: sameChoices(edit, quality) };
    }
    const { person } = press;
    const now = this.#parts.clock.now();
    const again = sameEdit(edit, { id: newId(), person, model, ...(parts ? { parts } : {}), now });
    const { kind } = await this.#accept(again, [`${press.action}:${edit.id}`, ...press.keys]);
    return kind === 'duplicate' ? note(deskNotes.triedAlready()) : { kind: 'done' };
  }

  async #accept(
    asked: Edit,
    keys: readonly string[],
  ): Promise<{ kind: 'accepted' | 'duplicate'; edit: EditId }> {
    const { store, clock, limits, changed } = this.#parts;
    const edit = await withinLimits(asked, limits, this.#parts);
    const result = await store.accept(edit, keys, edit.person, clock.now());
    if (result.kind === 'duplicate') return { kind: 'duplicate', edit: result.of };
    changed(edit);
    return { kind: 'accepted', edit: edit.id };
  }

  /** In an edit's thread the next request is about its newest take, or about its clip while there is none. */
  async #earlierClip(place: Place): Promise<ClipSource | null> {
    if (place.thread === null) return null;
    const all = await this.#parts.store.inThread({ ...place, thread: place.thread });
    const edits = all.filter(({ partOf }) => !partOf);
    const taken = edits.find(({ state }) => state === 'delivered' || state === 'delivering');
    if (taken) return { kind: 'take', edit: taken.id };
    const [latest] = edits;
    return latest ? sameClip(latest) : null;
  }

  /** Asked for only where the text names something. */
  async #saved({ text, place }: Ask): Promise<ReadonlyMap<string, Saved>> {
    return savedNames(text).length > 0 ? this.#parts.library.names(place) : new Map();
  }

  /** What the team has chosen, over what the deployment gives. */
  async #defaults(place: Pick<Place, 'platform' | 'team' | 'channel'>) {
    const { catalogue, defaultQuality, rules } = this.#parts;
    const { model, provider, quality } = await rules.at(place);
    return { catalogue, quality: quality ?? defaultQuality, model, provider };
  }
}

const NOTHING = { subject: '', parts: [] };

function newId(): EditId {
  return ulid() as EditId;
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
