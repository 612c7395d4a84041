import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { WaitingNotice } from '../../../src/core/store/settings-record.ts';
import { Announcements } from '../../../src/core/views/announcements.ts';
import { ScreenError } from '../../../src/core/views/screen.ts';

/** Channels that are to be told `waiting`, and a platform that does with each attempt what `answer` says. */
function aTeam(waiting: WaitingNotice[], answer: (channel: string) => 'taken' | ScreenError) {
  let now = 0;
  const heard: string[] = [];
  const announcements = new Announcements({
    store: {
      waitingNotices: async () => [...waiting],
      forgetNotice: async (id) => {
        waiting.splice(
          waiting.findIndex((notice) => notice.id === id),
          1,
        );
      },
    },
    screens: new Map([
      [
        'slack',
        {
          announce: async ({ channel }, { nonce }) => {
            heard.push(`${channel} ${nonce}`);
            const answered = answer(channel);
            if (answered instanceof ScreenError) throw answered;
          },
        },
      ],
    ]),
    clock: { now: () => now },
    logger: pino({ level: 'silent' }),
  });
  const tell = async (laterMs: number) => {
    now += laterMs;
    announcements.tell('slack');
    await announcements.settled();
    return heard.splice(0);
  };
  return { tell, waiting };
}

function notice(id: string, channel: string): WaitingNotice {
  return { id, place: { platform: 'slack', team: 'T1', channel }, line: ['a change'], at: 0 };
}

it('tells again what the platform did not take, in order, and lets no other channel wait for it', async () => {
  let away = true;
  const team = aTeam([notice('n1', 'C1'), notice('n2', 'C1'), notice('n3', 'C2')], (channel) =>
    away && channel === 'C1' ? new ScreenError('unreachable', 'away') : 'taken',
  );
  expect(await team.tell(0)).toEqual(['C1 n1', 'C2 n3']);
  expect(await team.tell(500)).toEqual([]);
  away = false;
  expect(await team.tell(1_000)).toEqual(['C1 n1', 'C1 n2']);
  expect(team.waiting).toEqual([]);
});

it('gives up what the platform will never take', async () => {
  const team = aTeam([notice('n1', 'C1')], () => new ScreenError('gone', 'the channel was deleted'));
  expect(await team.tell(0)).toEqual(['C1 n1']);
  expect(team.waiting).toEqual([]);
});
