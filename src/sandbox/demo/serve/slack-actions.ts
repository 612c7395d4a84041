import { Hono } from 'hono';
import { z } from 'zod';
import type { Asked } from '../../slack/delivery/dispatcher.ts';
import type { Entries } from '../../slack/form.ts';
import type { SlackStandIn } from '../../slack/stand-in.ts';
import type { SubmitOutcome } from '../../slack/submission.ts';
import { act, as } from './acting.ts';
import type { Belongings } from './belongings.ts';

const id = z.string().min(1).max(300);
const text = z.string().max(40_000);
const files = z.array(id).max(10);

const post = z.object({ as, place: id, text, files, thread: id.optional() });
const command = z.object({ as, place: id, command: z.string().regex(/^\/[\w-]+$/), text });
const choice = z.union([text, z.array(text).max(100)]);
const press = z.object({ as, ts: id, actionId: id, blockId: id.optional(), entry: choice.optional() });
const shortcut = z.object({ as, ts: id, shortcut: id });
const submission = z.object({
  as,
  view: id,
  /** By `action_id`; files by their ids. */
  entries: z.record(id, z.union([choice, z.object({ files })])),
});
const closing = z.object({ as, view: id });
const viewPress = z.object({ as, view: id, actionId: id, blockId: id.optional(), entry: choice.optional() });

/** What a person does in Slack. */
export function slackActions(slack: SlackStandIn, belongings: Belongings): Hono {
  return new Hono()
    .post('/messages', (c) =>
      act(c, post, async ({ as: who, place, text: said, files: ids, thread }) => {
        const message = { channel: place, text: said, files: belongings.pick(ids) };
        await slack.person(who).post(thread === undefined ? message : { ...message, threadTs: thread });
        return {};
      }),
    )
    .post('/commands', (c) =>
      act(c, command, async ({ as: who, place, command: name, text: said }) => {
        await slack.person(who).command(name, said, place);
        return {};
      }),
    )
    .post('/presses', (c) =>
      act(c, press, async ({ as: who, ts, actionId, blockId, entry }) =>
        heard(await slack.person(who).press(ts, actionId, chosen(blockId, entry))),
      ),
    )
    .post('/shortcuts', (c) =>
      act(c, shortcut, async ({ as: who, ts, shortcut: name }) =>
        heard(await slack.person(who).messageShortcut(name, ts)),
      ),
    )
    .post('/views/submissions', (c) =>
      act(c, submission, async ({ as: who, view, entries }) =>
        concluded(await slack.person(who).submitView(view, entered(entries, belongings))),
      ),
    )
    .post('/views/presses', (c) =>
      act(c, viewPress, async ({ as: who, view, actionId, blockId, entry }) =>
        heard(await slack.person(who).act(view, actionId, chosen(blockId, entry))),
      ),
    )
    .post('/views/closings', (c) =>
      act(c, closing, async ({ as: who, view }) => {
        const person = slack.person(who);
        // The app may have closed it meanwhile.
        if (person.view?.id === view) await person.closeView(view);
        return {};
      }),
    );
}

function chosen(blockId: string | undefined, entry: string | readonly string[] | undefined) {
  return { ...(blockId === undefined ? {} : { blockId }), ...(entry === undefined ? {} : { entry }) };
}

function entered(entries: z.infer<typeof submission>['entries'], belongings: Belongings): Entries {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      const isFiles = typeof entry === 'object' && !Array.isArray(entry);
      return [name, isFiles ? belongings.pick(entry.files) : entry];
    }),
  );
}

/** What Slack's client says under a button that did not work. */
function heard(asked: Asked) {
  return asked.ok ? {} : { notice: `Recut did not answer in time (${asked.error}).` };
}

function concluded(outcome: SubmitOutcome) {
  if (outcome.kind === 'errors') return { errors: outcome.errors };
  if (outcome.kind === 'incomplete') return { errors: outcome.complaints };
  if (outcome.kind === 'failed')
    return { notice: `We had some trouble connecting. Try again? (${outcome.error})` };
  return {};
}
