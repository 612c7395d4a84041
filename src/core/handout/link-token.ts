import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';

/** `<edit>.<end, in base 36>.<signature>`: says which take may be fetched, and until when. */
const TOKEN = /^(?<edit>[0-9A-Z]{26})\.(?<until>[0-9a-z]{1,10})\.(?<signature>[\w-]{43})$/;

export function writeToken(secret: string, { edit, until }: { edit: EditId; until: Millis }): string {
  const end = Math.ceil(until).toString(36);
  return `${edit}.${end}.${signatureOf(secret, edit, end).toString('base64url')}`;
}

/** Null for what was not signed with this secret. Whether it has ended is for the caller to say. */
export function readToken(secret: string, token: string): { edit: EditId; until: Millis } | null {
  const { edit, until, signature } = TOKEN.exec(token)?.groups ?? {};
  if (!edit || !until || !signature) return null;
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(secret, edit, until);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { edit: edit as EditId, until: Number.parseInt(until, 36) };
}

function signatureOf(secret: string, edit: string, until: string): Buffer {
  return createHmac('sha256', secret).update(`take:${edit}:${until}`).digest();
}
