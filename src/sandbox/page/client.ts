import type { Answer } from './protocol/answer.ts';
import type { ShownFile } from './protocol/file.ts';
import type { Session } from './protocol/session.ts';

/** Talks to the page's own server. What does not arrive is a problem like any other, never an exception. */
export const client = {
  async session(): Promise<Session> {
    const response = await fetch('/session');
    return (await response.json()) as Session;
  },

  /** Does something as a person: `act('/slack/messages', { as: 'Mara', … })`. */
  act(path: string, asked: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return answer(fetch(path, { method: 'POST', headers, body: JSON.stringify(asked) }));
  },

  /** Brings a file from the person's disk. */
  async upload(file: File): Promise<{ file: ShownFile } | { problem: string }> {
    const path = `/uploads?name=${encodeURIComponent(file.name)}`;
    const got = await answer(fetch(path, { method: 'POST', body: file }));
    if (!got.ok) return { problem: got.problem };
    return got.file ? { file: got.file } : { problem: 'The file did not arrive.' };
  },
};

async function answer(request: Promise<Response>): Promise<Answer> {
  try {
    const response = await request;
    return (await response.json()) as Answer;
  } catch {
    return { ok: false, problem: 'The sandbox does not answer. Is it still running in the terminal?' };
  }
}
