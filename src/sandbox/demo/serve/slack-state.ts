import { slackManifest } from '../../../bots/slack/manifest.ts';
import type { SlackBlock } from '../../page/protocol/slack-block.ts';
import type { SlackMessage, SlackState, SlackThread, SlackView } from '../../page/protocol/slack-state.ts';
import type { Ephemeral } from '../../slack/ephemerals.ts';
import type { Person } from '../../slack/person.ts';
import type { SeenMessage, SlackStandIn } from '../../slack/stand-in.ts';
import { fromSlack } from '../../transcript/from-slack.ts';
import type { Shelf } from './shelf.ts';

/** The page shows so many conversations of a channel, the newest. */
const MOST_THREADS = 40;

/** Slack as this person sees it, with this channel open. */
export function slackState(slack: SlackStandIn, as: string, wanted: string, shelf: Shelf): SlackState {
  const person = slack.person(as);
  const mine = slack.channels().filter(({ members }) => members.has(person.id));
  const place = mine.find(({ id }) => id === wanted) ?? mine[0];
  const { slash_commands, shortcuts } = slackManifest().features;
  return {
    team: slack.team.name,
    isConnected: slack.connections > 0,
    me: person.name,
    places: mine.map(({ id, name, kind, members }) => ({
      id,
      label: kind === 'direct' ? slack.bot.realName : `#${name}`,
      hasBot: members.has(slack.bot.userId),
    })),
    place: place?.id ?? '',
    names: namesIn(slack),
    threads: place ? threadsIn(slack, person, place.id, shelf) : [],
    view: person.view ? viewOf(person.view) : null,
    commands: slash_commands.map(({ command, description, usage_hint: hint }) => ({
      command,
      description,
      hint,
    })),
    shortcuts: shortcuts.map(({ callback_id: id, name }) => ({ id, name })),
    people: slack.people().map(({ id, name }) => ({ id, name })),
  };
}

function namesIn(slack: SlackStandIn): Record<string, string> {
  return Object.fromEntries([
    [slack.bot.userId, slack.bot.realName],
    ...slack.people().map(({ id, name }) => [id, name]),
    ...slack.channels().map(({ id, name }) => [id, name]),
  ]);
}

/** Notes that only this person sees stand where they were said. */
function threadsIn(slack: SlackStandIn, person: Person, channel: string, shelf: Shelf): SlackThread[] {
  const notes = person.ephemerals
    .filter((note) => note.channel === channel)
    .map((note) => noteOf(note, slack));
  const alone = notes.filter(({ thread }) => thread === undefined);
  const roots = slack.messages(channel).slice(-MOST_THREADS);
  const threads = roots.map((root): SlackThread => {
    const replies = slack.thread(channel, root.ts).slice(1);
    const shown = replies.map((reply) => messageOf(reply, slack, shelf));
    const said = notes.filter(({ thread }) => thread === root.ts).map(({ message }) => message);
    return { root: messageOf(root, slack, shelf), replies: inOrder([...shown, ...said]) };
  });
  const lone = alone.map(({ message }): SlackThread => ({ root: message, replies: [] }));
  return [...threads, ...lone].toSorted((a, b) => a.root.at - b.root.at);
}

function inOrder(messages: SlackMessage[]): SlackMessage[] {
  return messages.toSorted((a, b) => a.at - b.at);
}

function messageOf(message: SeenMessage, slack: SlackStandIn, shelf: Shelf): SlackMessage {
  const told = fromSlack(message, slack);
  const files = message.files.filter(({ state }) => state === 'complete');
  return {
    ts: message.ts,
    author: { name: told.author, isBot: told.bot },
    at: timeOf(message.ts),
    text: message.text,
    blocks: blocksOf(message.blocks),
    files: files.map(({ id, name, size, path, altText }) =>
      shelf.put({ id: `slack-${id}`, name, bytes: size, path, alt: altText }),
    ),
    isEdited: message.editedTs !== undefined,
    isPrivate: false,
    lines: told.lines,
  };
}

function noteOf(note: Ephemeral, slack: SlackStandIn): { thread: string | undefined; message: SlackMessage } {
  const { ts, text, blocks, threadTs } = note;
  const message = {
    ts,
    author: { name: slack.bot.realName, isBot: true },
    at: timeOf(ts),
    text,
    blocks: blocksOf(blocks),
    files: [],
    isEdited: false,
    isPrivate: true,
    lines: [text],
  };
  return { thread: threadTs, message };
}

function viewOf({ id, title, submit, close, blocks }: NonNullable<Person['view']>): SlackView {
  return { id, title: title ?? null, submit: submit ?? null, close: close ?? null, blocks: blocksOf(blocks) };
}

/** The stand-in has checked them against Slack's own rules; the page draws those it knows. */
function blocksOf(blocks: readonly unknown[]): readonly SlackBlock[] {
  return blocks as readonly SlackBlock[];
}

function timeOf(ts: string): number {
  return Math.round(Number(ts) * 1000);
}
