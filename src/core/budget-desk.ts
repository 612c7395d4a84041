import { ZodError } from 'zod';
import { idsOf, type Understood, understoodCap, understoodPolicy } from './budget-answers.ts';
import type { CommandCall, FormReturn, PressAnswer, TokenPress } from './desk.ts';
import type { Place } from './edit/edit.ts';
import type { BudgetKeeper, RuleChange } from './money/budget-keeper.ts';
import type { Rules } from './money/rules.ts';
import type { Settings } from './money/settings.ts';
import type { Catalogue } from './providers/catalogue.ts';
import { REPORTED } from './report/report-data.ts';
import type { Reporter } from './report/reporter.ts';
import { understoodCalendar, understoodLimits, understoodModel } from './rule-answers.ts';
import type { SideDesk } from './side-desk.ts';
import { approversForm, budgetNotes, capForm, policyForm } from './views/budget-forms.ts';
import { budgetPanel, setupPanel } from './views/budget-panel.ts';
import type { Form, FormProblem } from './views/form.ts';
import type { Line, Mention } from './views/message.ts';
import { calendarForm, limitsForm, modelForm, type RuleForm } from './views/rule-forms.ts';
import { changeNotices } from './views/rule-wording.ts';
import type { Screen } from './views/screen.ts';

interface Parts {
  keeper: BudgetKeeper;
  reporter: Reporter;
  screenOf(place: Place): Pick<Screen, 'approvers'>;
  catalogue: Pick<Catalogue, 'models'>;
  /** What people call a provider. */
  titleOf(provider: string): string;
}

type Step = 'cap' | 'policy' | 'approvers' | RuleForm;
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
      if (step === 'limits') return await this.#setRules(sent, step, understoodLimits(sent.answers));
      if (step === 'calendar') return await this.#setRules(sent, step, understoodCalendar(sent.answers));
      if (step === 'model') return await this.#setRules(sent, step, { value: this.#chosenModel(sent) });
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
    if (step === 'limits') return limitsForm(rules);
    if (step === 'calendar') return calendarForm(rules);
    if (step === 'model')
      return modelForm(rules, { models: this.#parts.catalogue.models, titleOf: this.#parts.titleOf });
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

  /** Whatever is set as it was filled in, and said as it is then. */
  async #setRules(sent: FormReturn, step: RuleForm, understood: Understood<Settings>): Promise<PressAnswer> {
    if ('problems' in understood) return this.#again(sent, step, false, understood.problems);
    const { value } = understood;
    const keys: readonly (keyof Rules)[] = ['calendar', ...(Object.keys(value) as (keyof Rules)[])];
    return this.#change(sent, step, false, (set) => ({ ...set, ...value }), {
      said: (before, after) =>
        isSame(before, after, keys) ? null : changeNotices[step](sent.person, after, this.#parts.titleOf),
    });
  }

  #chosenModel({ answers }: FormReturn): Settings {
    const { models } = this.#parts.catalogue;
    return understoodModel(answers, {
      models: models.map(({ key }) => key),
      providers: models.map(({ provider }) => provider),
    });
  }

  async #pause(press: TokenPress, what: 'pause' | 'resume'): Promise<PressAnswer> {
    const { keeper } = this.#parts;
    const said = (before: Rules, after: Rules) => {
      if ((before.paused === null) === (after.paused === null)) return null;
      return after.paused ? changeNotices.paused(press.person) : changeNotices.resumed(press.person);
    };
    const changed = await keeper[what](placeOf(press), press.person, said);
    if (changed.kind === 'not_allowed') return note([budgetNotes.notAllowed]);
    return this.#panel(press, said(changed.before, changed.rules) ?? undefined);
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
    const changed = await this.#parts.keeper.change(placeOf(sent), sent.person, what, change, said);
    if (changed.kind === 'not_allowed') return note([budgetNotes.notAllowed]);
    const told: Line = said(changed.before, changed.rules) ?? ['It was set like this already.'];
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
