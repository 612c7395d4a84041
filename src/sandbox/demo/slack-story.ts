import type { SlackStandIn } from '../slack/stand-in.ts';
import { fromSlack } from '../transcript/from-slack.ts';
import { followEdit } from './follow-edit.ts';
import type { Props } from './props.ts';
import type { Performance, Story, Take } from './story.ts';

const CHANNEL = '#campaign-x';

/** Mara mentions the bot with a clip, and then once more in the thread if there is time. */
export async function playInSlack(
  slack: SlackStandIn,
  { clip, isOwnScene }: Props,
  performance: Performance,
): Promise<Story> {
  const mara = slack.person('Mara');
  const changes = (listener: () => void) => slack.onChange(listener);
  const request = await mara.post({
    channel: CHANNEL,
    text: '@Recut make it dusk, keep everything else',
    files: [clip],
  });
  const read = () => slack.thread(CHANNEL, request.ts).map((message) => fromSlack(message, slack));
  for (const told of read().slice(0, 1)) performance.telling.message(told);

  const first = { messages: () => read().slice(1), changes };
  const brought = await followEdit(first, 1, performance);
  const takes: Take[] = [{ number: 1, ...brought, source: clip.path }];

  if (performance.hasTime()) {
    const before = read().length;
    const text = isOwnScene ? '@Recut and change the beer to a cola' : '@Recut and mirror it';
    await mara.post({ channel: CHANNEL, text, threadTs: request.ts });
    const next = { messages: () => read().slice(before), changes };
    takes.push({ number: 2, ...(await followEdit(next, 2, performance)), source: brought.file.path });
  }
  const said = read().map((told, index) => ({ told, place: index === 0 ? 'channel' : 'thread' }) as const);
  return { platform: 'Slack', channel: CHANNEL, said, takes };
}
