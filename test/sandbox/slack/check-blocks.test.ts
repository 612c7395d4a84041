import { expect, it } from 'vitest';
import { checkBlocks } from '../../../src/sandbox/slack/block-kit/check-blocks.ts';
import { Refusal } from '../../../src/sandbox/slack/refusal.ts';

const known: ReadonlySet<string> = new Set();
const text = (length: number, type = 'mrkdwn') => ({ type, text: 'x'.repeat(length) });
const button = (changes: object = {}) => ({
  type: 'button',
  action_id: 'go',
  text: text(10, 'plain_text'),
  ...changes,
});
const section = (length: number) => ({ type: 'section', text: text(length) });
const task = (changes: object = {}) => ({
  type: 'task_card',
  task_id: 't',
  title: 'Edit',
  status: 'pending',
  ...changes,
});
const many = (count: number, item: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => item(index));
const richText = (pieces: number) => ({
  type: 'rich_text',
  elements: many(pieces, () => ({ type: 'rich_text_section', elements: [{ type: 'text', text: 'fine' }] })),
});

it.each([
  ['50 blocks', many(50, () => ({ type: 'divider' }))],
  ['a section of 3,000 characters', [section(3_000)]],
  ['a header of 150', [{ type: 'header', text: text(150, 'plain_text') }]],
  ['a context of 10', [{ type: 'context', elements: many(10, () => text(5)) }]],
  ['25 buttons', [{ type: 'actions', elements: many(25, (index) => button({ action_id: `go${index}` })) }]],
  [
    'a button of 75 with 2,000 behind it',
    [{ type: 'actions', elements: [button({ text: text(75, 'plain_text'), value: 'x'.repeat(2_000) })] }],
  ],
  [
    'a plan with a task in each state',
    [
      {
        type: 'plan',
        title: 'Plan',
        tasks: ['pending', 'in_progress', 'complete', 'error'].map((status) => task({ status })),
      },
    ],
  ],
  ['a task with one piece of output', [task({ output: richText(1) })]],
  ['13,200 characters in all', [...many(4, () => section(3_000)), section(1_200)]],
  [
    'a card, a table, a container and feedback',
    [
      { type: 'card', title: text(150), actions: [button()] },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'Spent' },
            { type: 'raw_number', value: 3, text: '$3' },
          ],
        ],
      },
      { type: 'container', title: text(5, 'plain_text'), child_blocks: [section(5)] },
      {
        type: 'context_actions',
        elements: [{ type: 'icon_button', icon: 'trash', text: text(5, 'plain_text') }],
      },
    ],
  ],
])('takes %s', (_, blocks) => {
  expect(checkBlocks(blocks, 'message', known)).toHaveLength(blocks.length);
});

it.each([
  ['51 blocks', many(51, () => ({ type: 'divider' })), 'invalid_blocks'],
  ['a section of 3,001 characters', [section(3_001)], 'invalid_blocks'],
  ['a section without anything', [{ type: 'section' }], 'invalid_blocks'],
  ['a header of 151', [{ type: 'header', text: text(151, 'plain_text') }], 'invalid_blocks'],
  ['a header in mrkdwn', [{ type: 'header', text: text(10) }], 'invalid_blocks'],
  ['a context of 11', [{ type: 'context', elements: many(11, () => text(5)) }], 'invalid_blocks'],
  [
    '26 buttons',
    [{ type: 'actions', elements: many(26, (index) => button({ action_id: `go${index}` })) }],
    'invalid_blocks',
  ],
  [
    'a button of 76',
    [{ type: 'actions', elements: [button({ text: text(76, 'plain_text') })] }],
    'invalid_blocks',
  ],
  [
    'a value of 2,001',
    [{ type: 'actions', elements: [button({ value: 'x'.repeat(2_001) })] }],
    'invalid_blocks',
  ],
  [
    'an action_id of 256',
    [{ type: 'actions', elements: [button({ action_id: 'x'.repeat(256) })] }],
    'invalid_blocks',
  ],
  ['a block_id of 256', [{ type: 'divider', block_id: 'x'.repeat(256) }], 'invalid_blocks'],
  ['one block_id twice', many(2, () => ({ type: 'divider', block_id: 'same' })), 'invalid_blocks'],
  ['one action_id twice in a block', [{ type: 'actions', elements: [button(), button()] }], 'invalid_blocks'],
  [
    'a task that is completed',
    [{ type: 'plan', title: 'Plan', tasks: [task({ status: 'completed' })] }],
    'invalid_blocks',
  ],
  ['a plan without a title', [{ type: 'plan', tasks: [task()] }], 'invalid_blocks'],
  ['a plan beside a task', [{ type: 'plan', title: 'Plan', tasks: [] }, task()], 'invalid_blocks'],
  ['two pieces of output', [task({ output: richText(2) })], 'invalid_blocks'],
  ['an unknown property', [{ ...section(5), color: 'red' }], 'invalid_blocks'],
  ['an unknown block', [{ type: 'marquee' }], 'invalid_blocks'],
  ['an alert, which only modals have', [{ type: 'alert', text: text(5) }], 'invalid_blocks'],
  ['13,201 characters in all', [...many(4, () => section(3_000)), section(1_201)], 'msg_blocks_too_long'],
  ['what is no list', { type: 'divider' }, 'invalid_blocks_format'],
])('refuses %s', (_, blocks, error) => {
  expect(() => checkBlocks(blocks, 'message', known)).toThrow(
    expect.objectContaining({ name: 'Refusal', error }),
  );
});

it('says where the trouble is', () => {
  const trouble = () => checkBlocks([{ type: 'divider' }, section(3_001)], 'message', known);
  expect(trouble).toThrow(Refusal);
  expect(trouble).toThrow(
    expect.objectContaining({
      details: {
        response_metadata: {
          messages: [expect.stringMatching(/^\[ERROR\] .*\[json-pointer:\/blocks\/1\/text\/text\]$/)],
        },
      },
    }),
  );
});

it('gives ids to blocks and elements that have none, and keeps those that have', () => {
  const [actions, divider] = checkBlocks(
    [
      {
        type: 'actions',
        block_id: 'mine',
        elements: [button(), { type: 'button', text: text(3, 'plain_text') }],
      },
      { type: 'divider' },
    ],
    'message',
    known,
  );
  expect(actions).toMatchObject({
    block_id: 'mine',
    elements: [{ action_id: 'go' }, { action_id: expect.any(String) }],
  });
  expect(divider?.block_id).toEqual(expect.any(String));
});
