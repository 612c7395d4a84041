import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { RecutError } from '../errors.ts';
import type { Model } from './model.ts';
import { ModelChange, ModelEntry } from './model-schema.ts';

/**
 * Applies the operator's file to the catalogue: a JSON array in which each entry changes a model, by its key, or adds one
 * with a key of its own. What is added comes behind what is known.
 * @throws RecutError `bad_models_file` that names every place in the file where something is wrong, and what.
 */
export async function withModelFile(models: readonly Model[], path: string): Promise<Model[]> {
  const entries = entriesIn(await readText(path), path);
  const problems: string[] = [];
  let all = [...models];
  for (const [index, entry] of entries.entries()) {
    const key = keyOf(entry);
    const complain = (complaints: readonly string[]) =>
      problems.push(...complaints.map((complaint) => `${key ?? `entry ${index + 1}`}: ${complaint}`));
    const known = all.find((model) => model.key === key);
    if (known) {
      const { data, error } = ModelChange.safeParse(entry);
      if (error) complain(complaintsOf(error));
      else all = all.map((model) => (model === known ? merged(model, data) : model));
    } else {
      const { data, error } = ModelEntry.safeParse(entry);
      const unknown = `there is no model ${key}; known are ${all.map((model) => model.key).join(', ')}`;
      if (error) complain([`${unknown}. To add one, say all of it`, ...complaintsOf(error)]);
      else {
        complain(contradictions(data, models));
        all = [...all, stripped(data) as unknown as Model];
      }
    }
  }
  if (problems.length > 0) throw problem(path, problems.join('\n  - '));
  return all;
}

/** What is right field by field and still makes no sense. */
function contradictions(
  { key, provider, price, limits }: z.output<typeof ModelEntry>,
  models: readonly Model[],
): string[] {
  const providers = [...new Set(models.map((model) => model.provider))];
  return [
    ...(providers.includes(provider)
      ? []
      : [`provider: there is no ${provider}; known are ${providers.join(', ')}`]),
    ...(key.startsWith(`${provider}/`) ? [] : [`key: it has to begin with ${provider}/`]),
    ...(price.billedMs.max * (price.counts === 'clip' ? 1 : 0.5) + 100 < limits.durationMs.max
      ? ['price.billedMs: clips may be longer than what is billed at most, and would be given away']
      : []),
  ];
}

function merged(model: Model, { takes, limits, gives, ...change }: ModelChange): Model {
  return {
    ...model,
    ...stripped(change),
    ...(gives && { gives: stripped(gives) }),
    takes: { ...model.takes, ...stripped(takes ?? {}) },
    limits: { ...model.limits, ...stripped(limits ?? {}) },
  };
}

/** Without the fields that were left out. */
function stripped<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => [name, isPlain(field) ? stripped(field) : field]);
  return Object.fromEntries(present);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function complaintsOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
}

function keyOf(entry: unknown): string | null {
  return isPlain(entry) && 'key' in entry && typeof entry.key === 'string' ? entry.key : null;
}

function entriesIn(text: string, path: string): unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw problem(path, error instanceof Error ? error.message : 'unreadable');
  }
  if (!Array.isArray(json)) throw problem(path, 'it has to be a list of models: [ … ]');
  return json;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw problem(path, 'the file cannot be read');
  }
}

function problem(path: string, what: string): RecutError {
  return new RecutError('bad_models_file', `MODELS_FILE ${path}: ${what}`);
}
