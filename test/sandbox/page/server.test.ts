import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PageStage } from './page-stage.ts';

const Answer = z.object({
  ok: z.boolean(),
  problem: z.string().optional(),
  file: z.object({ id: z.string(), url: z.string(), kind: z.string(), bytes: z.number() }).optional(),
});
const State = z.object({ me: z.string(), place: z.string(), threads: z.array(z.unknown()) });

describe('the server of the page', () => {
  let stage: PageStage;
  beforeAll(async () => {
    stage = await PageStage.open();
  }, 60_000);
  afterAll(() => stage?.close());

  /** As a browser sends it for the page itself, unless told otherwise. */
  function send(path: string, { headers = {}, ...init }: RequestInit = {}): Promise<Response> {
    return fetch(`${stage.url}${path}`, { ...init, headers: { origin: stage.url, ...headers } });
  }

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = { 'content-type': 'application/json', ...headers };
    return send(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  /** `fetch` does not let one choose the host. */
  async function statusWith(headers: Record<string, string>, path = '/'): Promise<number> {
    const { port } = new URL(stage.url);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
    return promise;
  }

  const message = { as: 'Mara', place: 'C0CAMPAIGNX', text: 'hello', files: [] };
  const said = () => stage.theatre.sandbox.slack.messages('C0CAMPAIGNX').length;

  it('lets the page itself act', async () => {
    const before = said();
    expect(await (await post('/slack/messages', message)).json()).toEqual({ ok: true });
    expect(said()).toBe(before + 1);
  });

  it.each([
    ['of another origin', { origin: 'https://example.com' }],
    ['of another port on this computer', { origin: 'http://127.0.0.1:1' }],
    ['of a sandboxed frame', { origin: 'null' }],
  ])('does nothing for a page %s', async (_which, headers) => {
    const before = said();
    expect((await post('/slack/messages', message, headers)).status).toBe(403);
    expect((await send('/session', { headers })).status).toBe(403);
    expect(said()).toBe(before);
  });

  it('does nothing for a request that does not say where it comes from', async () => {
    const body = JSON.stringify(message);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${stage.url}/slack/messages`, { method: 'POST', headers, body })).status).toBe(403);
  });

  it('does not answer to a name that was pointed at this computer', async () => {
    const { host, port } = new URL(stage.url);
    expect(await statusWith({ host })).toBe(200);
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: `rebound.example.com:${port}` })).toBe(403);
    expect(await statusWith({ host: 'rebound.example.com' })).toBe(403);
  });

  it('shows nothing inside a foreign page, but may be linked to', async () => {
    const { host } = new URL(stage.url);
    const foreign = { host, 'sec-fetch-site': 'cross-site' };
    expect(await statusWith({ ...foreign, 'sec-fetch-dest': 'image' }, '/files/own-clip')).toBe(403);
    expect(await statusWith({ ...foreign, 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(await statusWith({ ...foreign, 'sec-fetch-dest': 'document' })).toBe(200);
    const policy = (await send('/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('serves its modules as JavaScript, without types', async () => {
    const module = await send('/parts/h.ts');
    expect(module.headers.get('content-type')).toContain('text/javascript');
    const text = await module.text();
    expect(text).toContain('export function h(');
    expect(text).not.toMatch(/interface|: Attributes/);
    expect((await send('/tsconfig.json')).status).toBe(404);
    expect((await send('/../demo.ts')).status).toBe(404);
  });

  it('gives out the files it showed, and no others', async () => {
    const clip = await send('/files/own-clip');
    expect(clip.headers.get('content-type')).toBe('video/mp4');
    expect(Buffer.from(await clip.arrayBuffer())).toEqual(await readFile(stage.props.clip.path));
    const part = await send('/files/own-clip', { headers: { range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    const { size } = await stat(stage.props.clip.path);
    const rest = await send('/files/own-clip', { headers: { range: 'bytes=4-' } });
    expect(rest.headers.get('content-range')).toBe(`bytes 4-${size - 1}/${size}`);
    expect((await send('/files/..%2F..%2Fetc%2Fpasswd')).status).toBe(404);
    expect((await send('/files/slack-F0')).status).toBe(404);
  });

  it('sends a long video in parts, so that no connection stays busy with what nobody plays', async () => {
    const body = Buffer.alloc(5_000_000, 1);
    const { file } = Answer.parse(
      await (await send('/uploads?name=long.mp4', { method: 'POST', body })).json(),
    );
    const part = await send(file?.url ?? '', { headers: { range: 'bytes=0-' } });
    expect(part.headers.get('content-range')).toBe('bytes 0-3999999/5000000');
    const whole = await send(file?.url ?? '');
    expect((await whole.arrayBuffer()).byteLength).toBe(5_000_000);
  });

  it.each([
    ['pictures.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['page.html', '<script>alert(1)</script>'],
  ])('offers %s only as a download', async (name, content) => {
    const { file } = Answer.parse(
      await (await send(`/uploads?name=${name}`, { method: 'POST', body: content })).json(),
    );
    expect(file).toMatchObject({ kind: 'other', bytes: content.length });
    const got = await send(file?.url ?? '');
    expect(got.headers.get('content-type')).toBe('application/octet-stream');
    expect(got.headers.get('content-disposition')).toContain(`attachment; filename*=UTF-8''${name}`);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['a person who is not there', { ...message, as: 'Noor' }],
    ['no body', undefined],
    ['a text that is none', { ...message, text: 7 }],
    ['too many files', { ...message, files: Array(11).fill('own-clip') }],
  ])('refuses %s with a sentence', async (_what, body) => {
    const answer = await post('/slack/messages', body);
    expect(answer.status).toBe(400);
    expect(Answer.parse(await answer.json()).problem).toMatch(/\w/);
  });

  it('answers what a person cannot do in the platform’s words', async () => {
    const unseen = await post('/discord/messages', { as: 'Mara', place: 'boardroom', text: 'hi', files: [] });
    expect(await unseen.json()).toEqual({ ok: false, problem: 'Mara does not see boardroom.' });
    const gone = await post('/slack/messages', { ...message, files: ['nothing'] });
    expect(Answer.parse(await gone.json()).problem).toBe('That file is not here any more. Attach it again.');
    const closed = await post('/discord/modals', { as: 'Mara', modal: 'x', values: {} });
    expect(Answer.parse(await closed.json()).problem).toBe('This form is not open any more.');
  });

  it('tells the whole state at once, and again after a change', async () => {
    const stop = new AbortController();
    const live = await send('/live?as=Dana&slack=C0CAMPAIGNX&discord=', { signal: stop.signal });
    const states = slackStates(live);
    const first = await states.next();
    expect(first.value).toMatchObject({ me: 'Dana', place: 'C0CAMPAIGNX' });
    await post('/slack/messages', { ...message, as: 'Lee', text: 'one more' });
    const second = await states.next();
    expect(second.value?.threads.length).toBe((first.value?.threads.length ?? 0) + 1);
    stop.abort();
    expect((await send('/live?as=Nobody')).status).toBe(400);
  });

  async function* slackStates(response: Response): AsyncGenerator<z.infer<typeof State>, undefined> {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events.filter((each) => each.startsWith('event: slack\n'))) {
        yield State.parse(JSON.parse(event.replace('event: slack\ndata: ', '')));
      }
    }
    return undefined;
  }
});
