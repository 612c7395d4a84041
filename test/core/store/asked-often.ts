import type { EditId } from '../../../src/core/edit/edit.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { ASKED_AT, anEdit } from '../edit/an-edit.ts';

/** The team, the channel, the thread and the person of {@link anEdit}. */
export const PLACE = { platform: 'slack', team: 'T1', channel: 'C1', thread: '1763.1' };
const TEAM = { platform: PLACE.platform, team: PLACE.team };
const PERSON = 'U1';
const MINUTE_MS = 60_000;

/** What is asked at every step, at every look for work, or by whoever looks around. */
export const ASKED_OFTEN: [string, (store: Store, own: EditId) => Promise<unknown>][] = [
  ['claim', (store) => store.claim('worker', ASKED_AT, 2, 10)],
  ['when the next is due', (store) => store.dueIn(ASKED_AT)],
  ['who works on something', (store) => store.leaseholders()],
  ['what was asked in a thread', (store) => store.inThread(PLACE)],
  [
    'how many of a person and a team are under way',
    (store, own) => store.lines(anEdit('approved', { id: own })),
  ],
  ['how many wait at a provider', (store, own) => store.queuePlace(own, 'wavespeed')],
  ['how many wait for their minute', (store, own) => store.pacePlace(own, 'wavespeed')],
  [
    'how many were submitted in a minute',
    (store) => store.submittedSince('wavespeed', Date.now() - MINUTE_MS),
  ],
  ['whose threads are to be changed', (store) => store.unprojected('slack', 10)],
  ['whose threads show time', (store) => store.live('slack')],
  [
    'where something was asked lately',
    (store) => store.recentThreads('slack', Date.now() - 15 * MINUTE_MS, 100),
  ],
  ['what was edited in a channel', (store) => store.history({ ...PLACE, wholes: true, limit: 11 })],
  [
    'what was edited for a person',
    (store) => store.history({ ...TEAM, person: PERSON, wholes: true, limit: 11 }),
  ],
  ['what is unresolved in a channel', (store) => store.history({ ...PLACE, state: 'unresolved', limit: 11 })],
  [
    'what is unresolved of a person',
    (store) => store.history({ ...TEAM, person: PERSON, state: 'unresolved', limit: 11 }),
  ],
  [
    'how much a person asked for',
    (store) => store.load({ ...PLACE, person: PERSON }, Date.now() - MINUTE_MS),
  ],
];
