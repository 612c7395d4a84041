/**
 * What a form or the button of a panel stands for: a subject, which names the desk that knows it, and what is meant in
 * it, as in `budget:cap:team:month`. Tokens come back from outside: whoever reads one checks it against the store, and
 * the person against the platform.
 */
const PART = /^[A-Za-z0-9._@-]{1,40}$/;
const MOST = 80;

/** @throws RangeError when a part has other characters than `A–Z a–z 0–9 . _ @ -`, or all have over 80 */
export function writeToken(subject: string, ...parts: readonly string[]): string {
  const token = [subject, ...parts].join(':');
  if (readToken(token) === null) throw new RangeError(`"${token}" is no token`);
  return token;
}

/** Null for what no `writeToken` wrote. */
export function readToken(token: string): { subject: string; parts: readonly string[] } | null {
  const [subject = '', ...parts] = token.split(':');
  const isToken = token.length <= MOST && [subject, ...parts].every((part) => PART.test(part));
  return isToken ? { subject, parts } : null;
}
