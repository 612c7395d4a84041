import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { idsOf, understoodCap, understoodPolicy } from './budget-answers.ts';
import type { CommandCall, FormReturn, PressAnswer, TokenPress } from './desk.ts';
import type { Place } from './edit/edit.ts';
import type { BudgetKeeper, RuleChange } from './money/budget-keeper.ts';
import type { Rules } from './money/rules.ts';
import type { Settings } from './money/settings.ts';
import { REPORTED } from './report/report-data.ts';
import type { Reporter } from './report/reporter.ts';
import type { SideDesk } from './side-desk.ts';
import { approversForm, budgetNotes, capForm, policyForm } from './views/budget-forms.ts';
import { budgetPanel, setupPanel } from './views/budget-panel.ts';
import type { Form, FormProblem } from './views/form.ts';
import type { Line, Mention } from './views/message.ts';
import { changeNotices } from './views/rule-wording.ts';
import type { Screen } from './views/screen.ts';

interface Parts {
  keeper: BudgetKeeper;
  reporter: Reporter;
  screenOf(place: Place): Pick<Screen, 'announce' | 'approvers'>;
  logger: Logger;
}

type Step = 'cap' | 'policy' | 'approvers';
type Asked = Pick<CommandCall, 'person' | 'place'>;

/** `/edit-budget`: what is spent, set aside and left; and for those who may, what may be spent, and who decides. */
export class BudgetDesk implements SideDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async command(call: CommandCall): Promise<PressAnswer> {
    const [what, which = 'month'] = call.text.toLowerCase().split(/\s+/);
    if (what === '') return this.#panel(call);
    return what === 'report' ? this.#report(call, which) : note([budgetNotes.unknown]);
  }

  async open(press: TokenPress, [first = '', second = '']: readonly string[]): Promise<PressAnswer> {
    if (first === 'report') return this.#report(press, second);
    if (first === 'pause' || first === 'resume') return this.#pause(press, first);
    const isSetup = first === 'setup';
    const form = await this.#form(press, isSetup ? second : first, isSetup);
    if (!form) return note([budgetNotes.unknown]);
    const may = await this.#parts.keeper.mayChange(placeOf(press), press.person);
    return may ? { kind: 'ask', form } : note([budgetNotes.notAllowed]);
  }

  async submit(sent: FormReturn, [first = '', second = '']: readonly string[]): Promise<PressAnswer> {
    const isSetup = first === 'setup';
    const step = isSetup ? second : first;
    try {
      if (step === 'cap') return await this.#setCap(sent, isSetup);
      if (step === 'policy') return await this.#setPolicy(sent, isSetup);
      if (step === 'approvers') return await this.#setApprovers(sent, isSetup);
      return note([budgetNotes.unknown]);
    } catch (error) {
      if (error instanceof ZodError) return note([budgetNotes.notSaved]);
      throw error;
    }
  }

  async #panel(asked: Asked, said?: Line): Promise<PressAnswer> {
    const { keeper } = this.#parts;
    const place = placeOf(asked);
    const [standings, rules, mayChange] = await Promise.all([
      keeper.standings({ place, person: asked.person }),
      keeper.rulesAt(place),
      keeper.mayChange(place, asked.person),
    ]);
    const panel = budgetPanel({ standings, rules, mayChange, ...(said ? { said } : {}) });
    return { kind: 'panel', panel };
  }

  async #report(asked: Asked, which: string): Promise<PressAnswer> {
    const reported = REPORTED.find((kind) => kind === which);
    if (!reported) return note([budgetNotes.unknown]);
    const place = placeOf(asked);
    const { keeper, reporter } = this.#parts;
    if (!(await keeper.mayChange(place, asked.person))) return note([budgetNotes.noReport]);
    await reporter.post(place, reported);
    return note([budgetNotes.reported]);
  }

  async #form(asked: Asked, step: string, isSetup: boolean): Promise<Form | null> {
    const rules = await this.#parts.keeper.rulesAt(placeOf(asked));
    if (step === 'cap') return capForm(rules, isSetup);
    if (step === 'policy') return policyForm(rules, isSetup);
    if (step !== 'approvers') return null;
    const [approvers, owners] = await Promise.all(
      [rules.approvers, rules.budgetOwners].map((ids) => this.#mentions(asked, ids)),
    );
    return approversForm({ approvers: approvers ?? [], owners: owners ?? [] }, isSetup);
  }

  async #setCap(sent: FormReturn, isSetup: boolean): Promise<PressAnswer> {
    const understood = understoodCap(sent.answers, sent.place.channel);
    if ('problems' in understood) return this.#again(sent, 'cap', isSetup, understood.problems);
    const { name, limit } = understood.value;
    return this.#change(sent, 'cap', isSetup, (set) => ({ ...set, caps: { ...set.caps, [name]: limit } }), {
      said: (before, after) =>
        before.caps[name] === after.caps[name]
          ? null
          : changeNotices.cap(sent.person, name, before.caps[name], after.caps[name], sent.place.channel),
    });
  }

  async #setPolicy(sent: FormReturn, isSetup: boolean): Promise<PressAnswer> {
    const understood = understoodPolicy(sent.answers);
    if ('problems' in understood) return this.#again(sent, 'policy', isSetup, understood.problems);
    const { value } = understood;
    return this.#change(sent, 'policy', isSetup, (set) => ({ ...set, ...value }), {
      said: (before, after) =>
        isSame(before, after, Object.keys(value) as (keyof Rules)[])
          ? null
          : changeNotices.policy(sent.person, after),
    });
  }

  async #setApprovers(sent: FormReturn, isSetup: boolean): Promise<PressAnswer> {
    const approvers = idsOf(sent.answers.people['approvers']);
    const budgetOwners = idsOf(sent.answers.people['owners']);
    const who = sent.answers.people['approvers'] ?? [];
    return this.#change(sent, 'approvers', isSetup, (set) => ({ ...set, approvers, budgetOwners }), {
      said: (before, after) => {
        if (!isSame(before, after, ['approvers'])) return changeNotices.approvers(sent.person, who);
        return isSame(before, after, ['budgetOwners']) ? null : changeNotices.owners(sent.person);
      },
    });
  }

  async #pause(press: TokenPress, what: 'pause' | 'resume'): Promise<PressAnswer> {
    const { keeper } = this.#parts;
    const changed = await keeper[what](placeOf(press), press.person);
    if (changed.kind === 'not_allowed') return note([budgetNotes.notAllowed]);
    const isPaused = changed.rules.paused !== null;
    const wasPaused = changed.before.paused !== null;
    if (isPaused === wasPaused) return this.#panel(press);
    const said = isPaused ? changeNotices.paused(press.person) : changeNotices.resumed(press.person);
    await this.#announce(press, said);
    return this.#panel(press, said);
  }

  /** Changes the rules, says so in the channel where something is different now, and shows what comes next. */
  async #change(
    sent: FormReturn,
    step: Step,
    isSetup: boolean,
    change: (set: Settings) => Settings,
    { said }: { said(before: Rules, after: Rules): Line | null },
  ): Promise<PressAnswer> {
    const what: RuleChange = step;
    const changed = await this.#parts.keeper.change(placeOf(sent), sent.person, what, change);
    if (changed.kind === 'not_allowed') return note([budgetNotes.notAllowed]);
    const notice = said(changed.before, changed.rules);
    if (notice) await this.#announce(sent, notice);
    const told: Line = notice ?? ['It was set like this already.'];
    if (!isSetup || step === 'approvers') return this.#panel(sent, told);
    return { kind: 'panel', panel: setupPanel(told, step === 'cap' ? 'policy' : 'approvers') };
  }

  async #again(
    sent: FormReturn,
    step: Step,
    isSetup: boolean,
    problems: readonly FormProblem[],
  ): Promise<PressAnswer> {
    const form = await this.#form(sent, step, isSetup);
    return form ? { kind: 'problems', problems, form } : note([budgetNotes.unknown]);
  }

  /** The change is recorded already: that a channel cannot be told of it must not undo it. */
  async #announce(asked: Asked, line: Line): Promise<void> {
    const place = placeOf(asked);
    const notice = { nonce: randomUUID().slice(0, 23), line, files: [] };
    await this.#parts
      .screenOf(place)
      .announce(place, notice)
      .catch((error: unknown) =>
        this.#parts.logger.warn({ err: error, place }, 'a channel could not be told of a change'),
      );
  }

  async #mentions(asked: Asked, ids: readonly string[]): Promise<readonly Mention[]> {
    if (ids.length === 0) return [];
    const place = placeOf(asked);
    return this.#parts.screenOf(place).approvers(place, ids);
  }
}

function placeOf({ place }: Asked): Place {
  return { ...place, thread: null, message: null };
}

function isSame(before: Rules, after: Rules, keys: readonly (keyof Rules)[]): boolean {
  return keys.every((key) => JSON.stringify(before[key]) === JSON.stringify(after[key]));
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
