import { describe, expect, it } from 'vitest';
import { buildForm, readPart } from '../../../src/bots/discord/form.ts';
import { emptyDraft } from '../../../src/bots/discord/request.ts';
import { Contract, hasContract } from './contract.ts';
import { EDIT, FACTS, MARA } from './sample.ts';

const FORM = '100000000000000500';
const draft = { ...emptyDraft(MARA), clip: { kind: 'take' as const, edit: EDIT } };
const longest = { ...draft, prompt: 'x'.repeat(6000), from: '1:00:00.123', to: '1:00:00.456' };

it('asks for the text, images, quality, sound and the part, five fields as Discord allows', () => {
  const { title, custom_id, components } = buildForm(
    FORM,
    { ...draft, prompt: 'make it blue', from: '0:02' },
    FACTS,
  ).toJSON();
  expect([title, custom_id]).toEqual(['Edit this video', `recut-form:${FORM}`]);
  expect(components).toMatchInlineSnapshot(`
    [
      {
        "component": {
          "custom_id": "prompt",
          "max_length": 4000,
          "placeholder": "Swap the beer for cola, keep everything else",
          "required": true,
          "style": 2,
          "type": 4,
          "value": "make it blue",
        },
        "label": "What to change",
        "type": 18,
      },
      {
        "component": {
          "custom_id": "files",
          "file_types": [
            "image",
          ],
          "max_values": 4,
          "min_values": 0,
          "required": false,
          "type": 19,
        },
        "description": "Name them in the text, from @Image1 on",
        "label": "Images",
        "type": 18,
      },
      {
        "component": {
          "custom_id": "quality",
          "options": [
            {
              "default": true,
              "label": "Final, Kling O3 Pro",
              "value": "final",
            },
            {
              "default": false,
              "label": "Draft, Kling O3",
              "value": "draft",
            },
          ],
          "required": true,
          "type": 21,
        },
        "label": "Quality",
        "type": 18,
      },
      {
        "component": {
          "custom_id": "sound",
          "default": true,
          "type": 23,
        },
        "label": "Keep the sound",
        "type": 18,
      },
      {
        "component": {
          "custom_id": "part",
          "max_length": 40,
          "placeholder": "0:02 – 0:07",
          "required": false,
          "style": 1,
          "type": 4,
          "value": "0:02 –",
        },
        "description": "Leave it empty to edit the whole clip",
        "label": "Only a part (from – to)",
        "type": 18,
      },
    ]
  `);
});

it('asks for the clip too when it is not known yet', () => {
  const { components } = buildForm(FORM, emptyDraft(MARA), FACTS).toJSON();
  expect(components[1]).toMatchObject({
    label: 'Clip and images',
    component: { type: 19, file_types: ['image', 'video'], max_values: 5 },
  });
});

it('leaves out a choice that is none, and an upload that has no room', () => {
  const image = { kind: 'upload' as const, ref: 'passing:https://x.example', name: 'a.png', bytes: 1 };
  const [quality] = FACTS.qualities;
  const { components } = buildForm(
    FORM,
    { ...draft, images: [image, image, image, image] },
    { ...FACTS, qualities: quality ? [quality] : [] },
  ).toJSON();
  expect(components.map((part) => 'label' in part && part.label)).toEqual([
    'What to change',
    'Keep the sound',
    'Only a part (from – to)',
  ]);
});

it.each([
  ['0:02 – 0:07', '0:02', '0:07'],
  ['0:02-0:07', '0:02', '0:07'],
  ['2 to 7.5', '2', '7.5'],
  ['0:02 0:07', '0:02', '0:07'],
  ['0:02', '0:02', ''],
  ['0:02 –', '0:02', ''],
  ['– 0:07', '', '0:07'],
  ['', '', ''],
  ['two - seven', 'two', 'seven'],
])('reads the part "%s"', (typed, from, to) => {
  expect(readPart(typed)).toEqual({ from, to });
});

describe.skipIf(!hasContract)("against Discord's own description (skipped where ../shared is absent)", () => {
  it.each([
    ['with a clip', draft],
    ['without one', emptyDraft(MARA)],
    ['with the longest text', longest],
  ])('is a valid form %s', (_what, opened) => {
    const callback = { type: 9, data: buildForm(FORM, opened, FACTS).toJSON() };
    expect(new Contract().problems('POST /interactions/:id/:token/callback', callback)).toEqual([]);
  });
});
