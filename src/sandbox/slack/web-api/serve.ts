import type { IncomingMessage } from 'node:http';
import type { CallLog } from '../call-log.ts';
import { readArguments } from '../http/body.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import type { JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';
import type { Method } from './method.ts';
import { methods } from './methods.ts';

export interface Tokens {
  readonly botToken: string;
  readonly appToken: string;
}

/** Answers a call of the Web API: `{ ok: true, … }` or `{ ok: false, error }`, both with status 200. */
export async function serveMethod(
  name: string,
  request: IncomingMessage,
  tokens: Tokens,
  calls: CallLog,
  at: Workspace,
): Promise<Reply> {
  const { token: tokenArgument, ...args } = await readArguments(request);
  const token = bearerToken(request) ?? tokenArgument;
  const scopes = { 'x-oauth-scopes': [...at.scopes].join(','), 'x-slack-req-id': at.ids.next('R') };
  const note = (outcome: true | string) => calls.note({ method: name, args, at: at.now(), outcome });
  try {
    const method = methods.find((one) => one.name === name);
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    authorize(method, token, tokens, at);
    const answer = await method.call(args, at);
    note(true);
    return jsonReply({ ok: true, ...answer }, scopes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    note(error.error);
    return jsonReply({ ok: false, error: error.error, ...error.details }, scopes);
  }
}

export function bearerToken(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function authorize(method: Method, token: unknown, { botToken, appToken }: Tokens, at: Workspace): void {
  if (!token) throw new Refusal('not_authed');
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  if (token !== (method.token === 'app' ? appToken : botToken)) throw new Refusal('not_allowed_token_type');
  const { scopes } = method;
  if (scopes.length > 0 && !scopes.some((scope) => at.scopes.has(scope)))
    throw new Refusal('missing_scope', needs(scopes, at));
}

function needs(scopes: readonly string[], at: Workspace): JsonObject {
  return { needed: scopes.join(','), provided: [...at.scopes].join(',') };
}
