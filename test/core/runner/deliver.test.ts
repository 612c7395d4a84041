import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Edit } from '../../../src/core/edit/edit.ts';
import { transition } from '../../../src/core/edit/transition.ts';
import { deliver } from '../../../src/core/runner/steps/deliver.ts';
import { historyPanel } from '../../../src/core/views/history-panel.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';
import { ASKED_AT, anEdit, aPresentation } from '../edit/an-edit.ts';

const DAY_MS = 24 * 60 * 60_000;
const { signal } = new AbortController();
const LINK = { url: 'https://recut.example.com/takes/t/promo-take-1.mp4', until: ASKED_AT + 14 * DAY_MS };

const THREAD_URL = 'https://chat.example.com/thread';

/** A platform that does not take the take of an edit, `waited` after the edit came to be delivered. */
function delivering(refusal: ScreenError['code'], waited: number) {
  const edit = anEdit('delivering', { presentation: { ...aPresentation(), link: null } });
  const kit = {
    clock: { now: () => edit.since + waited },
    mayShow: () => true,
    show: async () => {
      throw new ScreenError(refusal, 'not here');
    },
    store: { posted: async () => [] },
    workspace: { pathFor: () => '/data/take' },
    handout: { offer: async () => LINK },
    settings: { takeShownWithinMs: DAY_MS },
    logger: pino({ level: 'silent' }),
  };
  return { edit, outcome: deliver(edit, kit as never, signal) };
}

it.each(['gone', 'not_allowed', 'refused'] as const)(
  'ends after a day when the platform says %s, with a link',
  async (code) => {
    const { edit, outcome } = delivering(code, DAY_MS);
    const event = { type: 'undeliverable', link: LINK } as const;
    expect(await outcome).toEqual({ event });
    const ended = transition(edit, event, edit.since + DAY_MS)?.edit as Edit;
    expect(ended).toMatchObject({ state: 'delivered', nowhere: true, dueAt: null, charged: edit.charged });
    const page = { whose: 'mine', which: 'all', edits: [ended], older: null, isFirst: true } as const;
    const panel = JSON.stringify(historyPanel({ ...page, timeZone: 'UTC', addressOf: () => THREAD_URL }));
    expect(panel).toContain('Made, but its thread is gone or takes no files · $3.03 charged');
    expect(panel).toContain(LINK.url);
    expect(panel).not.toContain(THREAD_URL);
  },
);

it.each([
  ['gone', DAY_MS - 1],
  ['refused', DAY_MS - 1],
  ['unreachable', 9 * DAY_MS],
] as const)('goes on trying after the platform said %s', async (code, waited) => {
  await expect(delivering(code, waited).outcome).rejects.toMatchObject({ code });
});

it.each([
  ['is waited for', anEdit('assembling'), 'delivered'],
  ['was given up', anEdit('assembling', { withoutFailed: true }), 'part_wanted'],
  ['was replaced by another', anEdit('assembling', { parts: [] }), 'part_wanted'],
  ['comes after the whole has ended', anEdit('delivered'), 'part_wanted'],
] as const)(
  'a part that %s comes into the thread with the whole, or else on its own',
  async (_, whole, type) => {
    const [first] = whole.state === 'assembling' ? whole.parts : [];
    const part = anEdit('delivering', { partOf: whole.id, ...(first && { id: first.id }) });
    const kit = { store: { read: async () => whole } };
    expect(await deliver(part, kit as never, signal)).toEqual({ event: { type } });
    const moved = transition(part, { type }, ASKED_AT)?.edit;
    expect(moved).toMatchObject(
      type === 'delivered' ? { state: 'delivered' } : { state: 'delivering', shown: true },
    );
  },
);
