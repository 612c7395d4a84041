import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';

/** A Web API method, with its arguments still to be read. */
export interface Method {
  readonly name: string;
  /** The scopes of which the token needs one. */
  readonly scopes: readonly string[];
  /** Which of the app's tokens it takes. */
  readonly token: 'bot' | 'app';
  /** Names of all arguments it knows. */
  readonly argumentNames: readonly string[];
  readonly requiredNames: readonly string[];
  /** @throws Refusal */
  call(args: JsonObject, at: Workspace): Promise<JsonObject>;
}

interface Definition<Shape extends Record<string, z.ZodType>> {
  readonly name: string;
  readonly scopes?: readonly string[];
  readonly token?: 'bot' | 'app';
  readonly args: Shape;
  /** Names of arguments that are taken and have no effect here. */
  readonly ignored?: readonly string[];
  readonly run: (args: z.output<z.ZodObject<Shape>>, at: Workspace) => JsonObject | Promise<JsonObject>;
}

/**
 * Defines a method. Arguments that it does not know are refused, where the real Slack drops most of them in silence:
 * a misspelt one, such as `alt_text` for `alt_txt`, must not pass unseen here.
 */
export function method<Shape extends Record<string, z.ZodType>>(definition: Definition<Shape>): Method {
  const { name, scopes = [], token = 'bot', args: shape, ignored = [], run } = definition;
  // Bolt's clients add the team to every call.
  const known = new Set([...Object.keys(shape), ...ignored, 'token', 'team_id']);
  const schema = z.object(shape);
  return {
    name,
    scopes,
    token,
    argumentNames: [...known],
    requiredNames: Object.keys(shape).filter((key) => !shape[key]?.safeParse(undefined).success),
    call: async (args, at) => {
      const unknown = Object.keys(args).filter((key) => !known.has(key));
      const parsed = schema.safeParse(args);
      const problems = [
        ...unknown.map((key) => `[ERROR] unknown argument: ${key}`),
        ...(parsed.error?.issues ?? []).map(({ message, path }) => `[ERROR] ${path.join('/')}: ${message}`),
      ];
      if (!parsed.success || problems.length > 0) throw Refusal.withMessages('invalid_arguments', problems);
      return run(parsed.data, at);
    },
  };
}
