import { expect, it } from 'vitest';
import { render } from '../../../src/bots/discord/render.ts';
import { approvalOf, BUDGET, DANA, MARA } from './sample.ts';

it('asks the approvers in one card: who, what, for how much, and what is left of each cap', () => {
  expect(render(approvalOf())).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
        "roles": [
          "100000000000000021",
        ],
        "users": [
          "100000000000000012",
        ],
      },
      "components": [
        {
          "accent_color": 14257183,
          "components": [
            {
              "content": "**This edit needs an approval · <@100000000000000012> <@&100000000000000021>**
    > Change the beer to a cola, keep everything else
    $3.60 · 10 s · final, Kling O3 Pro",
              "type": 10,
            },
            {
              "content": "Team, November · $248.00 of $250.00 → **over by $1.60**
    \\#campaign-x, week · $31.20 of $60.00 → $25.20 left",
              "type": 10,
            },
            {
              "content": "Asked by <@100000000000000011> · open until Tue 14:05",
              "type": 10,
            },
            {
              "components": [
                {
                  "custom_id": "recut:exception:01JD3Q8Z5W0000000000000001",
                  "label": "Approve as exception…",
                  "style": 2,
                  "type": 2,
                },
                {
                  "custom_id": "recut:decline:01JD3Q8Z5W0000000000000001",
                  "label": "Decline…",
                  "style": 4,
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

it('calls exactly the approvers while it asks, and nobody else it names', () => {
  expect(render(approvalOf()).allowed_mentions).toEqual({ parse: [], users: [DANA], roles: [BUDGET] });
  const typed = `<@${MARA}> <@&${BUDGET}> @everyone`;
  const heading = ['This edit needs an approval'];
  const { components, allowed_mentions } = render(approvalOf({ heading, title: typed, lines: [[typed]] }));
  expect(allowed_mentions).toEqual({ parse: [], users: [], roles: [] });
  expect(JSON.stringify(components)).not.toMatch(/<@|@everyone/);
});

it('says in the same card who decided and how, in words and colour, and calls nobody any more', () => {
  const outcome = {
    tone: 'good',
    line: ['Approved by ', { person: DANA }, ' at Tue 11:20, as an exception: “it *must* air”'],
  } as const;
  const heading = ['This edit needed an approval · ', { person: DANA }];
  const decided = render(approvalOf({ heading, caps: [], outcome, buttons: [] }));
  expect(decided.allowed_mentions).toEqual({ parse: [], users: [], roles: [] });
  expect(decided.components).toMatchInlineSnapshot(`
    [
      {
        "accent_color": 3055195,
        "components": [
          {
            "content": "**This edit needed an approval · <@100000000000000012>**
    > Change the beer to a cola, keep everything else
    $3.60 · 10 s · final, Kling O3 Pro",
            "type": 10,
          },
          {
            "content": "Asked by <@100000000000000011> · open until Tue 14:05",
            "type": 10,
          },
          {
            "content": "Approved by <@100000000000000012> at Tue 11:20, as an exception: “it \\*must\\* air”",
            "type": 10,
          },
        ],
        "type": 17,
      },
    ]
  `);
});
