import type { Upload } from '../edit/ask.ts';
import type { Line, Mention } from './message.ts';

/**
 * A form for one person, without any platform in it. Everything in it is plain text. What people pick or type comes
 * back as `Answers`, named by the fields, together with the token.
 */
export interface Form {
  /** What the form is for: see `token.ts`. Comes back from outside, so it is checked anew. */
  token: string;
  /** At most 24 characters. */
  title: string;
  /** What to know before filling it in; left out where the platform has no room beside five fields. */
  intro: readonly Line[];
  /** One to five. */
  fields: readonly Field[];
  /** What the button says that sends it: at most 24 characters. */
  submit: string;
}

export type Field = TextField | ChoiceField | PeopleField | FilesField;

interface AnyField {
  /** Lower-case letters, digits and `_`; unique in its form. */
  name: string;
  /** At most 45 characters. */
  label: string;
  /** At most 100 characters. */
  hint?: string;
  /** May be left empty. */
  optional?: boolean;
}

export interface TextField extends AnyField {
  kind: 'text';
  value?: string;
  /** Several lines. */
  long?: boolean;
  /** At most 3,000, which is what is taken if absent. */
  maxLength?: number;
}

export interface ChoiceField extends AnyField {
  kind: 'choice';
  /** One to 25; labels of at most 75 characters, values of at most 100. */
  options: readonly { value: string; label: string }[];
  value?: string;
}

/** People and groups of people (Slack user groups, Discord roles). */
export interface PeopleField extends AnyField {
  kind: 'people';
  value?: readonly Mention[];
  /** At most 25. */
  max: number;
}

export interface FilesField extends AnyField {
  kind: 'files';
  /** What they are by name; their bytes are judged later. */
  of: 'images' | 'clips';
  /** At most 10. */
  max: number;
}

/** What a form came back with. Nothing in it was checked: not even that a choice is one of its options. */
export interface Answers {
  /** Of `text` and `choice` fields, trimmed. */
  texts: Readonly<Record<string, string>>;
  people: Readonly<Record<string, readonly Mention[]>>;
  files: Readonly<Record<string, readonly Upload[]>>;
}

/** Something wrong with what stands in a field, to be shown beside it. */
export interface FormProblem {
  field: string;
  text: string;
}

/** The form with what was filled in, to be put right. Files have to be chosen again. */
export function refilled(form: Form, answers: Answers): Form {
  return { ...form, fields: form.fields.map((field) => refilledField(field, answers)) };
}

function refilledField(field: Field, { texts, people }: Answers): Field {
  switch (field.kind) {
    case 'text':
      return { ...field, value: texts[field.name] ?? '' };
    case 'choice': {
      const { value: _, ...blank } = field;
      const picked = field.options.find(({ value }) => value === texts[field.name]);
      return picked ? { ...blank, value: picked.value } : blank;
    }
    case 'people':
      return { ...field, value: people[field.name] ?? [] };
    case 'files':
      return field;
  }
}
