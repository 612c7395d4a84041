import { expect, it } from 'vitest';
import { mentions, richTextOf, toWire, withNames } from '../../../src/sandbox/slack/wire-text.ts';

const people = [
  { id: 'U0RECUT0001', realName: 'Recut' },
  { id: 'U0JD0000001', realName: 'J. Doe' },
];

it.each([
  ['@recut make it dusk', '<@U0RECUT0001> make it dusk'],
  ['ask @J. Doe, not @JX Doe', 'ask <@U0JD0000001>, not @JX Doe'],
  ['@Recuttings are nobody', '@Recuttings are nobody'],
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['see https://a.example/b.mp4?c=1&d=2.', 'see <https://a.example/b.mp4?c=1&amp;d=2>.'],
  [
    '<@U0MARA00001> and <!here> stay, <script> does not',
    '<@U0MARA00001> and <!here> stay, &lt;script&gt; does not',
  ],
])('sends %j as %j', (typed, wire) => {
  expect(toWire(typed, people)).toBe(wire);
});

it('comes with rich text that says the same', () => {
  expect(richTextOf('<@U0RECUT0001> a &lt; b')).toMatchObject([
    {
      type: 'rich_text',
      elements: [
        {
          elements: [
            { type: 'user', user_id: 'U0RECUT0001' },
            { type: 'text', text: ' a < b' },
          ],
        },
      ],
    },
  ]);
  expect(richTextOf('<https://a.example/?b=1&amp;c=2>')).toMatchObject([
    { elements: [{ elements: [{ type: 'link', url: 'https://a.example/?b=1&c=2' }] }] },
  ]);
  expect(richTextOf('')).toEqual([]);
});

it('knows who is mentioned, with or without a name beside the id', () => {
  expect(mentions('hey <@U0RECUT0001>', 'U0RECUT0001')).toBe(true);
  expect(mentions('hey <@U0RECUT0001|recut>', 'U0RECUT0001')).toBe(true);
  expect(mentions('hey U0RECUT0001', 'U0RECUT0001')).toBe(false);
  const named = withNames('<@U0MARA00001> and <@U0STRANGER1>', new Map([['U0MARA00001', { name: 'mara' }]]));
  expect(named).toBe('<@U0MARA00001|mara> and <@U0STRANGER1>');
});
