import { z } from 'zod';
import type { FormReturn } from '../../core/desk.ts';
import type { Answers, FormProblem } from '../../core/views/form.ts';
import type { Mention } from '../../core/views/message.ts';
import { type DeskMemo, groupsBlock, readDeskMemo } from './desk-form.ts';
import type { Identity } from './identity.ts';
import { cutTo, LIMITS } from './limits.ts';
import { slackFile, toUpload } from './slack-file.ts';

/** What stands in one input, whatever its kind. */
const entered = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_users: z.array(z.string()).nullish(),
  files: z.array(slackFile).nullish(),
});
type Entered = z.infer<typeof entered>;

/** The modal that was sent, as far as we read it. */
const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    title: z.object({ text: z.string() }),
    private_metadata: z.string(),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string() })),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), entered)) }),
  }),
});

export interface DeskFormAnswer {
  sent: FormReturn;
  memo: DeskMemo;
  title: string;
  /** Puts each problem beside its field; one of no field stands beside the first. */
  errors(problems: readonly FormProblem[]): Record<string, string>;
}

/** @throws ZodError or SyntaxError when this is no form of ours */
export function readDeskForm(body: unknown, self: Identity): DeskFormAnswer {
  const { user, view } = submission.parse(body);
  const memo = readDeskMemo(view.private_metadata);
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const fields = inputs.map((name): [string, Entered] => [name, view.state.values[name]?.[name] ?? {}]);
  return {
    sent: {
      keys: [`slack:view:${view.id}`],
      token: memo.token,
      person: user.id,
      place: { platform: 'slack', team: self.team, channel: memo.channel },
      answers: readAnswers(fields, memo),
    },
    memo,
    title: view.title.text,
    errors: (problems) => beside(problems, inputs),
  };
}

function readAnswers(fields: readonly [string, Entered][], memo: DeskMemo): Answers {
  const texts = fields.flatMap(([name, { value, selected_option }]) => {
    const text = value ?? selected_option?.value;
    return text == null ? [] : [[name, text.trim()] as const];
  });
  const people = fields.flatMap(([name, { selected_users }]) => {
    if (!selected_users) return [];
    const persons: Mention[] = selected_users.map((person) => ({ person }));
    const groups = fields.find(([other]) => other === groupsBlock(name))?.[1].selected_options ?? [];
    const all = [...groups.map(({ value }) => value), ...(memo.kept[name] ?? [])];
    return [[name, [...persons, ...all.map((group) => ({ group }))]] as const];
  });
  const files = fields.flatMap(([name, { files: given }]) =>
    given ? [[name, given.map(toUpload)] as const] : [],
  );
  return {
    texts: Object.fromEntries(texts),
    people: Object.fromEntries(people),
    files: Object.fromEntries(files),
  };
}

function beside(problems: readonly FormProblem[], inputs: readonly string[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, text } of problems) {
    const place = inputs.includes(field) ? field : (inputs[0] ?? field);
    errors[place] = cutTo(errors[place] ? `${errors[place]} ${text}` : text, LIMITS.fieldError);
  }
  return errors;
}
