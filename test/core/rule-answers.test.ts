import { describe, expect, it } from 'vitest';
import { parseDollars } from '../../src/core/money/micros.ts';
import { checkSettings } from '../../src/core/money/settings.ts';
import { MODELS } from '../../src/core/providers/catalogue.ts';
import { understoodCalendar, understoodLimits, understoodModel } from '../../src/core/rule-answers.ts';
import type { Answers, Form } from '../../src/core/views/form.ts';
import { calendarForm, limitsForm, modelForm } from '../../src/core/views/rule-forms.ts';
import { someRules } from './money/some-rules.ts';

const answers = (texts: Answers['texts']): Answers => ({ texts, people: {}, files: {} });

/** What comes back of a form that nobody changed anything in. */
function untouched({ fields }: Form): Answers {
  return answers(
    Object.fromEntries(fields.map((field) => [field.name, String('value' in field ? field.value : '')])),
  );
}

const SET = someRules({
  maxPrice: parseDollars('12.50'),
  maxClipMs: 7_500,
  maxRunning: { person: 2, team: null },
  alertsAt: [50, 90],
  calendar: { timeZone: 'Asia/Kolkata', weekStartsOn: 7 },
  remindBeforeMs: 5_400_000,
  model: 'wavespeed/kling-o3-pro',
  quality: 'draft',
  nextProvider: 'automatic',
});

describe('the forms of limits, times and models', () => {
  it('say what is set, so that sending them as they are changes nothing', () => {
    const limits = understoodLimits(untouched(limitsForm(SET)));
    const { maxPrice, maxClipMs, maxRunning, alertsAt } = SET;
    expect(limits).toEqual({ value: { maxPrice, maxClipMs, maxRunning, alertsAt } });
    expect(understoodCalendar(untouched(calendarForm(SET)))).toEqual({
      value: { timeZone: 'Asia/Kolkata', weekStartsOn: 7, remindBeforeMs: 5_400_000 },
    });
    const form = modelForm(SET, { models: MODELS, titleOf: (name) => name });
    const known = { models: MODELS.map(({ key }) => key), providers: ['wavespeed'] };
    expect(understoodModel(untouched(form), known)).toEqual({
      model: 'wavespeed/kling-o3-pro',
      provider: null,
      quality: 'draft',
      nextProvider: 'automatic',
    });
  });

  it('have five fields at most, with words that every platform has room for', () => {
    const forms = [
      limitsForm(SET),
      calendarForm(SET),
      modelForm(SET, { models: MODELS, titleOf: (name) => name }),
    ];
    for (const { fields, title } of forms) {
      expect(title.length).toBeLessThanOrEqual(24);
      expect(fields.length).toBeLessThanOrEqual(5);
      for (const field of fields) {
        expect(field.label.length).toBeLessThanOrEqual(45);
        expect((field.hint ?? '').length).toBeLessThanOrEqual(100);
        if (field.kind === 'choice') expect(field.options.length).toBeLessThanOrEqual(25);
      }
    }
  });

  it('take limits away where they are left empty', () => {
    const empty = understoodLimits(answers({ price: '', seconds: '', person: '', team: '', alerts: '' }));
    expect(empty).toEqual({
      value: { maxPrice: null, maxClipMs: null, maxRunning: { person: null, team: null }, alertsAt: [] },
    });
    expect(understoodCalendar(answers({ zone: 'UTC', week: '1', remind: '' }))).toMatchObject({
      value: { remindBeforeMs: 0 },
    });
  });

  it('say beside each field what is wrong with it', () => {
    const wrong = { price: 'much', seconds: '-1', person: '1.5', team: '0', alerts: '50, most' };
    const understood = understoodLimits(answers(wrong));
    expect('problems' in understood && understood.problems.map(({ field }) => field)).toEqual(
      Object.keys(wrong),
    );
    const times = understoodCalendar(answers({ zone: 'Berlin', week: '1', remind: '25' }));
    expect('problems' in times && times.problems.map(({ field }) => field)).toEqual(['zone', 'remind']);
  });

  it('take numbers as people type them', () => {
    expect(understoodLimits(answers({ price: '$5', seconds: '7,5', alerts: '80% 50% 80%' }))).toMatchObject({
      value: { maxPrice: parseDollars('5'), maxClipMs: 7_500, alertsAt: [50, 80] },
    });
  });

  it('set nothing that cannot be set, whatever comes back', () => {
    const known = { models: ['a/b'], providers: ['a'] };
    const odd = understoodModel(answers({ model: 'x/y', provider: 'x', quality: 'best', next: '?' }), known);
    expect(odd).toEqual({ model: null, provider: null, quality: null, nextProvider: 'offer' });
    expect(() => checkSettings(odd)).not.toThrow();
  });
});
