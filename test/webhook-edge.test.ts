import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as plainRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Edit } from '../src/core/edit/edit.ts';
import { transition } from '../src/core/edit/transition.ts';
import { Catalogue } from '../src/core/providers/catalogue.ts';
import { WaveSpeed } from '../src/core/providers/wavespeed.ts';
import { KyselyStore } from '../src/core/store/kysely-store.ts';
import { openSqlite } from '../src/core/store/sqlite/open-sqlite.ts';
import { newToken, webhookUrl } from '../src/core/webhooks/address.ts';
import { WebhookDesk } from '../src/core/webhooks/webhook-desk.ts';
import { serve } from '../src/http.ts';
import { createLogger } from '../src/log.ts';
import { WaveSpeedStandIn } from '../src/sandbox/wavespeed/stand-in.ts';
import { webhookSignature } from '../src/sandbox/wavespeed/webhook.ts';
import { webhookEdge } from '../src/webhook-edge.ts';
import { anEdit } from './core/edit/an-edit.ts';

const FAR_AWAY = Date.now() + 3_600_000;

describe('the edge that webhooks come to', () => {
  let dir: string;
  let service: WaveSpeedStandIn;
  let provider: WaveSpeed;
  let store: KyselyStore;
  let server: Server;
  let base: string;
  const outcomes: string[] = [];
  const woken: Edit[] = [];
  let edit: Edit;
  let address: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'recut-webhooks-'));
    service = await WaveSpeedStandIn.start({ dir });
    provider = new WaveSpeed({ apiKey: service.apiKey, url: service.url });
    store = new KyselyStore(await openSqlite(join(dir, 'recut.db')));
    const desk = new WebhookDesk({
      store,
      clock: { now: () => Date.now() },
      catalogue: new Catalogue(['wavespeed', 'segmind']),
      providers: new Map([['wavespeed', { provider }]]),
      changed: (moved) => woken.push(moved),
    });
    const received = (name: string, outcome: string) => outcomes.push(`${name} ${outcome}`);
    const edge = webhookEdge({ desk, received, logger: createLogger('silent') });
    server = await serve(edge, 0, '127.0.0.1');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    outcomes.length = 0;
    woken.length = 0;
    edit = await running();
    address = addressOf(edit);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
    await Promise.all([provider.close(), store.close(), service.stop()]);
    await rm(dir, { recursive: true });
  });

  /** An edit that runs and is not to be looked at for an hour. */
  async function running(): Promise<Edit> {
    const inputs = { videoUrl: 'https://cdn.example/v', imageUrls: [], webhook: newToken() };
    const made = anEdit('running', { dueAt: FAR_AWAY, inputs } as never);
    await store.accept(made, [], made.person, made.askedAt);
    return made;
  }
  const addressOf = (of: Edit, token = 'inputs' in of ? (of.inputs.webhook ?? '') : '') =>
    webhookUrl(base, { provider: 'wavespeed', edit: of.id, token });
  const BODY = JSON.stringify({ id: 'p-1', status: 'completed', outputs: ['https://cdn.example/take.mp4'] });

  interface Change {
    body?: string;
    signed?: string;
    id?: string;
    timestamp?: number;
    secret?: string;
    method?: string;
    headers?: Record<string, string>;
  }
  async function call(to: string, change: Change = {}): Promise<number> {
    const { body = BODY, id = `msg_${edit.id}`, method = 'POST', headers = {} } = change;
    const timestamp = change.timestamp ?? Math.floor(Date.now() / 1_000);
    const secret = change.secret ?? service.webhookSecret;
    const signature = webhookSignature(secret, { id, timestamp, body: change.signed ?? body });
    const answer = await fetch(to, {
      method,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
        ...headers,
      },
      ...(method === 'POST' && { body }),
    });
    return answer.status;
  }
  /** Nothing happened to the edit, nor will before its time. */
  async function untouched(of: Edit = edit): Promise<boolean> {
    const now = await store.read(of.id);
    return now?.version === of.version && now.dueAt === FAR_AWAY && woken.length === 0;
  }

  it('makes the edit due at once, and believes nothing else of what it is told', async () => {
    expect(await call(address)).toBe(200);
    const now = await store.read(edit.id);
    expect(now).toMatchObject({ state: 'running', version: edit.version + 1 });
    expect(now?.dueAt).toBeLessThanOrEqual(Date.now());
    expect(now).toMatchObject({ prediction: 'prediction' in edit ? edit.prediction : {} });
    expect(woken).toHaveLength(1);
    expect(outcomes).toEqual(['wavespeed taken']);
  });

  it('takes each once, and answers the same to a repetition', async () => {
    const answers = await Promise.all([call(address), call(address), call(address), call(address)]);
    expect(answers).toEqual([200, 200, 200, 200]);
    expect(woken).toHaveLength(1);
    expect((await store.audit(edit.id)).filter(({ event }) => event === 'called_back')).toHaveLength(1);
    expect(await call(address)).toBe(200);
    expect(woken).toHaveLength(1);
  });

  const seconds = () => Math.floor(Date.now() / 1_000);
  it.each<[string, () => Change, number]>([
    ['unsigned', () => ({ headers: { 'webhook-signature': '' } }), 401],
    ['signed with another secret', () => ({ secret: 'whsec_of-another' }), 401],
    ['signed for another body', () => ({ signed: '{}' }), 401],
    ['signed for another id', () => ({ headers: { 'webhook-id': 'msg_other' } }), 401],
    ['six minutes old', () => ({ timestamp: seconds() - 360 }), 401],
    ['from the future', () => ({ timestamp: seconds() + 360 }), 401],
    ['signed now with an old time', () => ({ headers: { 'webhook-timestamp': '1' } }), 401],
    ['properly signed nonsense', () => ({ body: 'nonsense' }), 401],
    ['not JSON by its type', () => ({ headers: { 'content-type': 'text/plain' } }), 415],
    ['oversized', () => ({ body: JSON.stringify({ id: 'x'.repeat(1_000_001) }) }), 413],
    ['a GET', () => ({ method: 'GET' }), 405],
  ])('lets one that is %s change nothing', async (_what, change, status) => {
    expect(await call(address, change())).toBe(status);
    expect(await untouched()).toBe(true);
  });

  it.each<[string, () => string, number]>([
    ['another token', () => addressOf(edit, newToken()), 404],
    ['no token', () => address.slice(0, address.lastIndexOf('/')), 404],
    ['an edit that there is not', () => address.replace(edit.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV'), 404],
    ['another provider', () => address.replace('/wavespeed/', '/segmind/'), 404],
    ['a provider that there is not', () => address.replace('/wavespeed/', '/nobody/'), 404],
    ['a path that leads elsewhere', () => address.replace('/wavespeed/', '/wavespeed/..%2f'), 404],
  ])('lets one that comes to %s change nothing', async (_what, to, status) => {
    expect(await call(to())).toBe(status);
    expect(await untouched()).toBe(true);
  });

  it('does not let the webhook of one edit wake another', async () => {
    const other = await running();
    expect(await call(addressOf(other, address.split('/').at(-1) ?? ''))).toBe(404);
    expect(await untouched(other)).toBe(true);
  });

  it('has no use for one about an edit that has ended, and says so to nobody', async () => {
    const ended = anEdit('delivered');
    await store.accept(ended, [], ended.person, ended.askedAt);
    expect(await call(addressOf(ended, newToken()))).toBe(200);
    expect((await store.read(ended.id))?.version).toBe(ended.version);
  });

  it('lets one that contradicts what an approver found ask them again, once, with as much set aside', async () => {
    const inputs = { videoUrl: 'https://cdn.example/v', imageUrls: [], webhook: newToken() };
    const from = anEdit('unresolved', { inputs, doubt: { since: 1, until: null, settledBy: null } });
    await store.accept(from, [], from.person, from.askedAt);
    const step = { event: { type: 'a test' }, actor: 'U9', at: Date.now(), caps: [] };
    const held = { ...from, version: from.version + 1 };
    await store.commit({ ...step, from, to: held, ledger: [{ kind: 'hold', hold: from.hold }] });
    const settled = transition(held, { type: 'settled_as_not_run', by: 'U9', why: 'not there' }, Date.now());
    if (!settled) throw new Error('it can be settled');
    await store.commit({ ...step, from: held, to: settled.edit, ledger: settled.ledger });

    expect(await call(addressOf(settled.edit, newToken()))).toBe(404);
    expect((await store.read(from.id))?.state).toBe('failed');
    const to = addressOf(settled.edit, inputs.webhook);
    expect(await Promise.all([call(to), call(to), call(to)])).toEqual([200, 200, 200]);
    expect(outcomes.filter((outcome) => outcome === 'wavespeed contradicts')).toHaveLength(1);
    expect(await store.read(from.id)).toMatchObject({
      state: 'unresolved',
      contradicts: { settledBy: 'U9', predictionId: 'p-1' },
    });
    const [account] = from.hold.accounts;
    const rows = await store.ledger({ editId: from.id, ...(account && { account }) });
    expect(rows.map(({ kind }) => kind)).toEqual(['hold', 'void', 'hold']);
  });

  it('tells of one about what an earlier version settled, and changes nothing', async () => {
    const settled = anEdit('failed', { reason: { code: 'settled_as_not_run', why: 'not in their list' } });
    await store.accept(settled, [], settled.person, settled.askedAt);
    expect(await call(addressOf(settled, newToken()))).toBe(200);
    expect(outcomes).toEqual(['wavespeed contradicts']);
    expect((await store.read(settled.id))?.version).toBe(settled.version);
  });

  it('asks for it again while the secret cannot be fetched', async () => {
    const fresh = new WaveSpeed({ apiKey: service.apiKey, url: 'http://127.0.0.1:9' });
    const desk = new WebhookDesk({
      store,
      clock: { now: () => Date.now() },
      catalogue: new Catalogue(['wavespeed']),
      providers: new Map([['wavespeed', { provider: fresh }]]),
      changed: () => {},
    });
    const edge = webhookEdge({ desk, received: () => {}, logger: createLogger('silent') });
    const apart = await serve(edge, 0, '127.0.0.1');
    const { port } = apart.address() as AddressInfo;
    expect(await call(address.replace(base, `http://127.0.0.1:${port}`))).toBe(503);
    expect(await untouched()).toBe(true);
    apart.closeAllConnections();
    apart.close();
    await fresh.close();
  });

  it('stops reading a body that claims to be small and is not', async () => {
    const asked = plainRequest(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    const answered = new Promise<number | string>((resolve) => {
      asked.once('response', (answer) => resolve(answer.statusCode ?? 0));
      asked.once('error', (error) => resolve(error.message));
    });
    for (let part = 0; part < 20; part += 1) asked.write('x'.repeat(100_000));
    asked.end();
    expect(String(await answered)).toMatch(/^(413|.*(EPIPE|ECONNRESET|socket hang up).*)$/);
    expect(await untouched()).toBe(true);
  });

  // What the rules are for: without the look at the token and the signature this would wake the edit.
  it('would be fooled by a desk that believes everything', async () => {
    const gullible = new WebhookDesk({
      store,
      clock: { now: () => Date.now() },
      catalogue: new Catalogue(['wavespeed']),
      providers: new Map([
        [
          'wavespeed',
          {
            provider: Object.create(provider, {
              readWebhook: { value: async () => ({ id: 'x', predictionId: 'p' }) },
            }),
          },
        ],
      ]),
      changed: (moved) => woken.push(moved),
    });
    const token = 'inputs' in edit ? (edit.inputs.webhook ?? '') : '';
    const forged = { header: () => undefined, body: new Uint8Array() };
    const signal = new AbortController().signal;
    const outcome = await gullible.receive({ provider: 'wavespeed', edit: edit.id, token }, forged, signal);
    expect(outcome).toBe('taken');
    expect(await untouched()).toBe(false);
  });
});
