import { expect, test } from 'vitest';
import { scene, until } from './workspace.ts';

test('200 commands within a second are all acknowledged in time, and each opens its form or is told', async () => {
  const { slack } = await scene();
  const people = Array.from({ length: 200 }, (_, index) => slack.addPerson(`Person ${index}`));
  const asked = people.map(async (person, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 5));
    return person.command('/edit', `make it dusk ${index}`, 'campaign-x');
  });
  const outcomes = await Promise.all(asked);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  const worst = Math.max(...slack.deliveries.ackLatencies('slash_commands'));
  expect(worst).toBeLessThan(3_000);
  // On a machine that is busy with other things a trigger may be too old by then.
  await until(() => people.every((person) => person.view || person.ephemerals.length > 0), 15_000);
  // What the forms show is asked for once for all, and once more every few seconds.
  expect(slack.calls.count('files.list')).toBeLessThanOrEqual(5);
  expect(slack.calls.count('conversations.info')).toBe(1);
});
