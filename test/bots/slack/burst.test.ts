import { expect, test } from 'vitest';
import { scene, until } from './workspace.ts';

test('200 commands within a second are all acknowledged in time, and each opens its form', async () => {
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
  await until(() => people.every((person) => person.view), 10_000);
  expect(slack.calls.list('views.open').filter(({ outcome }) => outcome !== true)).toEqual([]);
  // All of them share a few calls for what the form shows.
  await until(() => slack.calls.count('views.update') === 200, 10_000);
  expect(slack.calls.count('files.list')).toBeLessThanOrEqual(3);
  expect(slack.calls.count('conversations.info')).toBe(1);
});
