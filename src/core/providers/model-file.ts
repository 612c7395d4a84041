import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { RecutError } from '../errors.ts';
import { parseDollars } from '../money/micros.ts';
import type { Model } from './model.ts';

const range = z.strictObject({ min: z.number().nonnegative(), max: z.number().positive() });

/** What an operator may change of a model that the catalogue knows. */
const changeSchema = z.strictObject({
  key: z.string(),
  title: z.string().optional(),
  typicalMs: z.number().positive().optional(),
  pollGapMs: range.optional(),
  price: z
    .strictObject({
      perSecond: z.string().transform((text) => parseDollars(text)),
      billedMs: range,
      wholeSeconds: z.boolean().default(false),
      readOn: z.iso.date(),
      source: z.string(),
    })
    .transform((price) => ({ ...price, setBy: 'operator' as const }))
    .optional(),
  limits: z
    .strictObject({ durationMs: range, side: range, fps: range, bytes: z.number() })
    .partial()
    .optional(),
});

/**
 * Applies the operator's file to the catalogue: a JSON array of changes, each naming a model by its key.
 * @throws RecutError `bad_models_file` that names the place in the file and what is wrong there.
 */
export async function withModelFile(models: readonly Model[], path: string): Promise<Model[]> {
  const changes = readChanges(await readText(path), path);
  for (const { key } of changes) {
    if (models.some((model) => model.key === key)) continue;
    throw problem(path, `there is no model ${key}; known are ${models.map((model) => model.key).join(', ')}`);
  }
  return models.map((model) => {
    const change = changes.find(({ key }) => key === model.key);
    return change ? merged(model, change) : model;
  });
}

function merged(model: Model, { limits, ...change }: z.output<typeof changeSchema>): Model {
  const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const bounds = Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value !== undefined));
  return { ...model, ...known, limits: { ...model.limits, ...bounds } };
}

function readChanges(text: string, path: string) {
  try {
    const parsed = z.array(changeSchema).safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw problem(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`);
  } catch (error) {
    if (error instanceof RecutError && error.code === 'bad_models_file') throw error;
    throw problem(path, error instanceof Error ? error.message : 'unreadable');
  }
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
