import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markerOf } from '../../../src/bots/discord/marker.ts';
import { render, renderOpening } from '../../../src/bots/discord/render.ts';
import { Contract, hasContract } from './contract.ts';
import { approvalOf, BUDGET, EDIT, MARA, statusOf, takeOf } from './sample.ts';

it('draws the status of an edit as one card', () => {
  expect(render(statusOf())).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
        "roles": [],
        "users": [],
      },
      "components": [
        {
          "accent_color": 5793266,
          "components": [
            {
              "content": "**Change the beer to a cola, keep everything else**
    -# promo.mov · 8.4 s · 1080×1920 · final, Kling O3 Pro · $3.03",
              "type": 10,
            },
            {
              "content": "✓ Clip checked
    ✓ Within the budget · $142.18 left for the team in November
    ◐ Editing · 1:12 of about 3 min
    ○ Delivery",
              "type": 10,
            },
            {
              "components": [
                {
                  "custom_id": "recut:cancel:01JD3Q8Z5W0000000000000001",
                  "label": "Cancel",
                  "style": 2,
                  "type": 2,
                },
              ],
              "type": 1,
            },
          ],
          "type": 17,
        },
      ],
      "flags": 32768,
    }
  `);
});

it('draws a take as a playable file with what it cost and what can be done next', () => {
  expect(render(takeOf())).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
        "roles": [],
        "users": [],
      },
      "components": [
        {
          "content": "Take 1 · 8.4 s · sound kept · $3.03 charged · 2 min 58 s",
          "type": 10,
        },
        {
          "items": [
            {
              "description": "Edited clip, 8.4 s: Change the beer to a cola, keep everything else",
              "media": {
                "url": "attachment://promo-take-1.mp4",
              },
              "spoiler": false,
            },
          ],
          "type": 12,
        },
        {
          "components": [
            {
              "custom_id": "recut:again:01JD3Q8Z5W0000000000000001",
              "label": "Edit again",
              "style": 1,
              "type": 2,
            },
            {
              "custom_id": "recut:retry:01JD3Q8Z5W0000000000000001",
              "label": "Try again",
              "style": 2,
              "type": 2,
            },
          ],
          "type": 1,
        },
      ],
      "flags": 32768,
    }
  `);
});

it('tells in words and colour how an edit ended, and notifies only the person it names', () => {
  const outcome = {
    tone: 'bad',
    line: ['Cancelled by ', { person: MARA }, '. Nothing was charged.'],
  } as const;
  const notes = [['@Image1 was given, but the text never names it.']];
  const { components, allowed_mentions } = render(statusOf({ outcome, notes, buttons: [] }));
  expect(allowed_mentions).toEqual({ parse: [], users: [MARA], roles: [] });
  expect(components[0]).toMatchObject({ accent_color: 0xc93c37 });
  expect(JSON.stringify(components)).toContain(`Cancelled by <@${MARA}>. Nothing was charged.`);
});

it('hides a sensitive take behind a spoiler, by its name and in the gallery', () => {
  const { file } = takeOf();
  const { components } = render(takeOf({ file: file && { ...file, spoiler: true } }));
  expect(components[1]).toMatchObject({
    items: [{ media: { url: 'attachment://SPOILER_promo-take-1.mp4' }, spoiler: true }],
  });
});

it('names files so that Discord leaves their names alone', () => {
  const { file } = takeOf();
  const { components } = render(takeOf({ file: file && { ...file, name: 'Süße (Größe) 2.0 — final?.mp4' } }));
  expect(JSON.stringify(components)).toContain('"attachment://Su_e_Gro_e_2_0_final.mp4"');
});

it('links only to the web, and nobody can write a link or mention through a name', () => {
  const line = [
    { link: 'https://x.example/a(b)', label: 'the [clip]' },
    ' ',
    { link: 'javascript:alert(1)', label: 'no' },
  ];
  const { components } = render(
    statusOf({ notes: [line], title: '[x](https://evil.example) <@1> @everyone' }),
  );
  const texts = JSON.stringify(components);
  expect(texts).toContain('[the \\\\[clip\\\\]](https://x.example/a%28b%29) no');
  expect(texts).not.toContain('javascript');
  expect(texts).not.toMatch(/https:\/\/evil|<@1>|@everyone/);
});

it('withholds a take without a file', () => {
  const { components } = render(takeOf({ file: null, line: ['This take is not shown here.'] }));
  expect(components.map(({ type }) => type)).toEqual([10, 10, 1]);
});

it('puts the marker on the first component only', () => {
  const marker = markerOf('2f4cUe8mQw1ZpXk7sRtYbA');
  expect(marker).toBeGreaterThan(1000);
  expect(marker).toBeLessThan(2 ** 31);
  expect(render(statusOf(), marker).components[0]).toMatchObject({ type: 17, id: marker });
  expect(render(takeOf(), marker).components.map(({ id }) => id)).toEqual([marker, undefined, undefined]);
  expect(renderOpening([{ person: MARA }, ' asked'], marker).components).toEqual([
    { type: 10, content: `<@${MARA}> asked`, id: marker },
  ]);
});

const text = fc.string({
  unit: fc.constantFrom('a', 'ß', '*', '<@1>', '😀', '\n', ' ', '\\'),
  maxLength: 3000,
});
const line = fc.array(
  fc.oneof(
    text,
    fc.constantFrom({ person: MARA }, { group: BUDGET }),
    fc.record({ link: fc.webUrl(), label: text }),
  ),
  {
    maxLength: 4,
  },
);
const status = fc
  .record({
    title: text,
    facts: fc.array(text, { maxLength: 12 }),
    steps: fc.array(fc.record({ state: fc.constantFrom('done' as const, 'failed' as const), text }), {
      maxLength: 12,
    }),
    notes: fc.array(line, { maxLength: 8 }),
    outcome: fc.option(fc.record({ tone: fc.constantFrom('good' as const, 'bad' as const), line })),
    labels: fc.array(
      text.filter((label) => label !== ''),
      { maxLength: 6 },
    ),
  })
  .map(({ labels, ...rest }) =>
    statusOf({
      ...rest,
      buttons: labels.map((label, index) => ({ action: BUTTONS[index] ?? 'run', edit: EDIT, label })),
    }),
  );
const approval = fc
  .record({
    heading: line,
    title: text,
    facts: fc.array(text, { maxLength: 6 }),
    caps: fc.array(fc.record({ name: text, before: text, after: text, broken: fc.boolean() }), {
      maxLength: 8,
    }),
    lines: fc.array(line, { maxLength: 8 }),
    outcome: fc.option(fc.record({ tone: fc.constantFrom('good' as const, 'bad' as const), line })),
  })
  .map(approvalOf);
const BUTTONS = ['cancel', 'run', 'retry', 'again', 'finalize'] as const;

it('stays within the 4,000 characters and 40 components of a message, whatever it says', () => {
  fc.assert(
    fc.property(fc.oneof(status, approval), (message) => {
      const texts = [...JSON.stringify(render(message)).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(
        ([, content = '""']) => JSON.parse(content) as string,
      );
      expect(texts.join('').length).toBeLessThanOrEqual(4000);
      expect(texts).not.toContain('');
    }),
    { numRuns: 400 },
  );
});

describe.skipIf(!hasContract)("against Discord's own description (skipped where ../shared is absent)", () => {
  it('is a valid message, to post and to edit', () => {
    const contract = new Contract();
    const post = 'POST /channels/:channel/messages';
    const edit = 'PATCH /channels/:channel/messages/:message';
    const withheld = takeOf({ file: null, line: ['Withheld.'] });
    for (const message of [statusOf(), approvalOf(), takeOf(), withheld]) {
      expect(
        contract.problems(post, { ...render(message, markerOf('n')), nonce: 'n', enforce_nonce: true }),
      ).toEqual([]);
      expect(contract.problems(edit, render(message))).toEqual([]);
    }
    expect(contract.problems(post, { components: [{ type: 10 }] })).not.toEqual([]);
  });
});
