import { expect, it } from 'vitest';
import type { Facts } from '../../../src/core/views/facts.ts';
import { Projector } from '../../../src/core/views/projector.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';
import { ASKED_AT, anEdit, aPresentation } from '../edit/an-edit.ts';

const FACTS: Facts = {
  now: ASKED_AT,
  model: { title: 'Kling O3 Pro', quality: 'final', provider: 'WaveSpeedAI', fps: null },
  left: null,
  caps: [],
  approvers: [],
  budgetOwners: [],
  alerts: [],
  paused: null,
  canStop: false,
  waitsFor: 'provider',
  timeZone: 'Europe/Berlin',
  ahead: 0,
  fitted: null,
  likelyMs: 0,
  final: null,
  elsewhere: null,
  parts: [],
  firstMeeting: null,
  pathOf: (file) => `/data/${file}`,
};

it('sends a take that was refused as too large once, whoever asks, and a smaller copy of it again', async () => {
  const place = { ...anEdit('delivering').place, thread: '1.2' };
  let edit = anEdit('delivering', { place, presentation: aPresentation() });
  const sent: string[] = [];
  const store = {
    read: async () => edit,
    posted: async () => [],
    savePosted: async () => undefined,
    markProjected: async () => undefined,
  };
  const post = async (_: unknown, { message }: { message: { kind: string } }) => {
    if (message.kind !== 'take') return 'ref';
    sent.push(edit.presentation?.file?.file ?? '');
    if (sent.length === 1) throw new ScreenError('too_big', 'HTTP 413');
    return 'ref';
  };
  const projector = new Projector({
    store: store as never,
    facts: { factsOf: async () => FACTS } as never,
    screens: new Map([[place.platform, { platform: place.platform, post } as never]]),
    mayShow: () => true,
  });
  const both = await Promise.allSettled([projector.project(edit), projector.project(edit)]);
  expect(both).toMatchObject([{ reason: { code: 'too_big' } }, { reason: { code: 'too_big' } }]);
  expect(sent).toEqual(['take.mp4']);
  edit = { ...edit, presentation: { ...aPresentation(), file: { file: 'take-copy', bytes: 9 } } };
  await projector.project(edit);
  expect(sent).toEqual(['take.mp4', 'take-copy']);
});

it('tells a person alone once that a thread is gone, and again only while that may not have got through', async () => {
  const place = { ...anEdit('delivered').place, thread: '1.2' };
  const edit = anEdit('delivered', { place, nowhere: true, presentation: aPresentation({ file: null }) });
  const posted = new Map<string, { slot: string; ref: string | null; hash: string | null }>();
  const told: { person: string; maybeSince: number | null }[] = [];
  const store = {
    read: async () => edit,
    posted: async () => [...posted.values()],
    savePosted: async (saved: { slot: string; ref: string | null; hash: string | null }) =>
      void posted.set(saved.slot, saved),
    markProjected: async () => undefined,
  };
  const post = async () => {
    throw new ScreenError('gone', 'unknown channel');
  };
  const tell = async (person: string, { maybeSince }: { maybeSince: number | null }) => {
    told.push({ person, maybeSince });
    if (told.length === 1) throw new ScreenError('unreachable', 'no answer');
  };
  const projector = new Projector({
    store: store as never,
    facts: { factsOf: async () => FACTS } as never,
    screens: new Map([[place.platform, { platform: place.platform, post, tell } as never]]),
    mayShow: () => true,
  });
  // What may pass is what whoever asked hears of, so that it is tried again.
  await expect(projector.project(edit)).rejects.toMatchObject({ code: 'unreachable' });
  await expect(projector.project(edit)).rejects.toMatchObject({ code: 'gone' });
  await expect(projector.project(edit)).rejects.toMatchObject({ code: 'gone' });
  expect(told).toEqual([
    { person: edit.person, maybeSince: null },
    { person: edit.person, maybeSince: edit.since },
  ]);
});
