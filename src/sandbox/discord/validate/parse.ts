import type { z } from 'zod';
import { type FieldProblem, invalidBody } from '../discord-error.ts';

/**
 * Reads a body, or the part of it that lies at `at`, by its schema.
 * @throws DiscordError 50035 that names each wrong field. Keys that no schema knows are refused too: Discord
 * ignores them, which hides misspelt ones (`STAND_IN_UNKNOWN_KEY`).
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, at: readonly PropertyKey[] = []): T {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(problemsOf);
  throw invalidBody(problems.map((found) => ({ ...found, path: [...at, ...found.path] })));
}

/** Marks a problem that a schema found by its own check with Discord's code for it. */
export function problem(code: string, message: string, path: PropertyKey[] = []) {
  return { code: 'custom', message, path, params: { code } } as const;
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'STAND_IN_UNKNOWN_KEY',
        message: 'Discord has no such field here.',
      }));
    case 'too_big':
    case 'too_small':
      return [{ path, ...outOfBounds(issue) }];
    case 'invalid_type':
      return [{ path, ...(issue.input === undefined ? REQUIRED : wrongType(issue.expected)) }];
    case 'invalid_union':
      return [{ path, code: 'UNION_TYPE_CHOICES', message: 'The value is none of the allowed kinds.' }];
    case 'invalid_value':
      return [
        { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` },
      ];
    case 'custom':
      return [{ path, code: String(issue.params?.['code'] ?? 'BASE_TYPE_INVALID'), message: issue.message }];
    default:
      return [{ path, code: 'BASE_TYPE_INVALID', message: issue.message }];
  }
}

const REQUIRED = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

function wrongType(expected: string) {
  return {
    code: `${expected.toUpperCase()}_TYPE_CONVERT`,
    message: `Could not interpret the value as ${expected}.`,
  };
}

function outOfBounds(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall) {
  const isLength = issue.origin === 'string' || issue.origin === 'array';
  const [bound, direction] = issue.code === 'too_big' ? [issue.maximum, 'fewer'] : [issue.minimum, 'more'];
  return isLength
    ? { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be ${bound} or ${direction} in length.` }
    : { code: 'NUMBER_TYPE_RANGE', message: `Must be ${bound} or ${direction}.` };
}
