import { describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../../src/bots/discord/commands.ts';
import { Contract, hasContract } from './contract.ts';
import { ABLE, FACTS } from './sample.ts';

it('offers /edit with files, quality, sound and the part to edit, and a command on messages', () => {
  const [edit, onMessage] = commandDefinitions(FACTS);
  const options = edit && 'options' in edit ? (edit.options ?? []) : [];
  expect(options.map(({ name, type, required = false }) => [name, type, required])).toEqual([
    ['prompt', 3, true],
    ['video', 11, false],
    ['image1', 11, false],
    ['image2', 11, false],
    ['image3', 11, false],
    ['image4', 11, false],
    ['quality', 3, false],
    ['sound', 5, false],
    ['from', 3, false],
    ['to', 3, false],
  ]);
  expect(
    options.map((option) => ('file_types' in option ? option.file_types : undefined)).slice(1, 3),
  ).toEqual([['video'], ['image']]);
  expect(edit).toMatchObject({ name: 'edit', contexts: [0], integration_types: [0] });
  expect(onMessage).toMatchObject({
    name: 'Edit this video',
    type: 3,
    contexts: [0],
    integration_types: [0],
  });
});

it('offers options for elements and for the result where a model takes them', () => {
  const [edit] = commandDefinitions(ABLE);
  const options = edit && 'options' in edit ? (edit.options ?? []) : [];
  expect(options.map(({ name, type }) => [name, type]).slice(6)).toEqual([
    ['element1', 11],
    ['element1-view1', 11],
    ['element1-view2', 11],
    ['element1-view3', 11],
    ['element2', 11],
    ['element2-view1', 11],
    ['element2-view2', 11],
    ['element2-view3', 11],
    ['quality', 3],
    ['sound', 5],
    ['from', 3],
    ['to', 3],
    ['aspect', 3],
    ['seconds', 4],
    ['shot', 3],
  ]);
  expect(options.find(({ name }) => name === 'seconds')).toMatchObject({ min_value: 3, max_value: 15 });
});

describe.skipIf(!hasContract)("against Discord's own description (skipped where ../shared is absent)", () => {
  it('is a valid list of commands', () => {
    const contract = new Contract();
    const route = 'PUT /applications/:app/commands';
    expect(contract.problems(route, commandDefinitions(FACTS))).toEqual([]);
    expect(contract.problems(route, commandDefinitions({ ...FACTS, maxImages: 40 }))).toEqual([]);
    expect(contract.problems(route, commandDefinitions({ ...ABLE, maxImages: 40 }))).toEqual([]);
  });
});
