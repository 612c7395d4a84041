import { stat } from 'node:fs/promises';
import type { Attachment } from './files.ts';
import { complaint, type Entry, type Field, fieldsIn, stateOf } from './form-fields.ts';
import type { JsonObject } from './json.ts';
import { fileShape } from './shapes/file.ts';
import type { View } from './views.ts';
import type { Workspace } from './workspace.ts';

/** What a person enters into a form, by `action_id`: text, options by value or label, files. */
export type Entries = Readonly<Record<string, Entry | readonly Attachment[]>>;

/** A filled form: ready to send, or with what the client complains of, by `action_id`. */
export interface FilledForm {
  readonly values: JsonObject;
  readonly complaints: Readonly<Record<string, string>>;
}

/** A form takes files up to this size (docs.slack.dev/reference/block-kit/block-elements/file-input-element). */
const mostFileBytes = 10_000_000;
const mostFiles = 10;

/** Fills a form as the client does: what is not entered keeps its initial value; files are uploaded. */
export async function fillForm(view: View, entries: Entries, at: Workspace): Promise<FilledForm> {
  const fields = fieldsIn(view.blocks);
  const unknown = Object.keys(entries).find((name) => !fields.some(({ actionId }) => actionId === name));
  if (unknown !== undefined) throw new Error(`The form has no field ${unknown}.`);
  const values: Record<string, Record<string, JsonObject>> = {};
  const complaints: Record<string, string> = {};
  for (const field of fields) {
    const entry = entries[field.actionId];
    const problem = await fileProblem(field, entry);
    const state = problem ? undefined : await fieldState(field, entry, view.person, at);
    const trouble = problem ?? (state && complaint(field, state));
    if (trouble) complaints[field.actionId] = trouble;
    if (state) values[field.blockId] = { ...values[field.blockId], [field.actionId]: state };
  }
  return { values, complaints };
}

async function fieldState(field: Field, entry: Entries[string] | undefined, person: string, at: Workspace) {
  if (field.element['type'] !== 'file_input')
    return stateOf(field.element, entry === undefined ? entry : asEntry(entry));
  const files = entry === undefined ? [] : asFiles(entry);
  const stored = await Promise.all(files.map((file) => at.files.attach(person, file)));
  for (const { id } of stored) at.files.change(id, { handedToApp: true });
  return { type: 'file_input', files: stored.map((file) => fileShape(file, at.team, at.baseUrl)) };
}

async function fileProblem(
  { element }: Field,
  entry: Entries[string] | undefined,
): Promise<string | undefined> {
  if (element['type'] !== 'file_input' || entry === undefined) return undefined;
  const files = asFiles(entry);
  const { max_files: most = mostFiles } = element;
  if (files.length > Number(most)) return `You can upload at most ${most} files.`;
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  return sizes.some((size) => size > mostFileBytes) ? 'Files must be 10 MB or smaller.' : undefined;
}

function asFiles(entry: Entries[string]): readonly Attachment[] {
  if (typeof entry === 'string') throw new Error('A file field takes a list of files.');
  return entry.map((file) => (typeof file === 'string' ? { path: file } : file));
}

function asEntry(entry: Entries[string]): Entry {
  if (typeof entry === 'string') return entry;
  return entry.map((one) => (typeof one === 'string' ? one : one.path));
}
