import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Turn } from '../../../src/core/turn.ts';
import { RecordingDesk } from './recording-desk.ts';
import { type Scene, scene, until } from './scene.ts';

const NOT_SAVED = /could not save this/;

/** The turn of a process that has lost its database: it was its own, and who has it now is not known. */
function aLostTurn(): Turn {
  let asked = 0;
  const store = {
    takeTurn: async () => {
      asked += 1;
      if (asked > 1) throw new Error('store_unavailable');
      return { kind: 'taken' } as const;
    },
    endTurn: async () => undefined,
  };
  return new Turn({ store, name: 'gateway', worker: 'w', logger: pino({ level: 'silent' }), forMs: 100 });
}

/** A bot that hears Discord, has lost its database, and knows nothing of others. */
async function cutOff(): Promise<Scene> {
  const here = await scene({ start: false });
  const turn = aLostTurn();
  const desk = new RecordingDesk();
  desk.isAway = true;
  await here.another({ turn }).start(desk);
  await until(() => !turn.held());
  return here;
}

function saidIn({ discord }: Scene, channel: string): string {
  return discord
    .messages(channel)
    .map(({ content }) => content)
    .join('\n');
}

it('tells people that nothing can be saved, when nobody else does more for them', async () => {
  const here = await cutOff();
  const mara = here.discord.person('Mara');
  await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  const answer = await mara.slash('/edit', { prompt: 'make it dawn' }, 'campaign-x');
  expect(answer).toMatchObject({ kind: 'message', ephemeral: true });
  expect(answer.kind === 'message' && answer.message.content).toMatch(NOT_SAVED);
  await until(() => NOT_SAVED.test(saidIn(here, 'campaign-x')));
});

it('says nothing where a process that has its database has taken it in', async () => {
  const here = await cutOff();
  const { bot, desk, discord, log } = here;
  await bot.start(desk);
  const mara = discord.person('Mara');
  const { id } = await mara.post({ channel: 'campaign-x', text: '@Recut make it dusk' });
  const { place } = await until(() => desk.asks[0]);
  await bot.openThread(place, { nonce: 'n1', mayExist: false, line: ['make it dusk'] });
  const answer = await mara.slash('/edit', { prompt: 'make it dawn' }, 'campaign-x');
  expect(answer.kind).toBe('deferred');
  await until(() => log.filter((line) => line.includes('could not be saved')).length === 2);
  await until(() => log.some((line) => line.includes('an answer came too late')));
  expect(saidIn(here, 'campaign-x') + saidIn(here, id)).not.toMatch(NOT_SAVED);
});
