import type { EditIn } from '../edit/edit.ts';
import { formatDollars } from '../money/micros.ts';
import type { Facts } from './facts.ts';
import { seconds, shorten, size, took } from './figures.ts';
import type { Button, Line, TakeMessage } from './message.ts';

/** The message that brings the take: the file, what it cost, how it was made, what can be done next. */
export function takeView(edit: EditIn<'delivering' | 'delivered'>, facts: Facts): TakeMessage {
  const { take } = edit;
  const path = facts.takePath;
  return {
    kind: 'take',
    edit: edit.id,
    facts: [
      `Take ${take.number}`,
      seconds(take.facts.durationMs),
      soundText(edit),
      `${formatDollars(edit.charged)} charged`,
      took(edit.finishedAt - edit.startedAt),
    ],
    file:
      edit.withheld || !path
        ? null
        : { path, name: take.name, bytes: take.facts.bytes, altText: altText(edit), spoiler: take.sensitive },
    line: warning(edit),
    buttons: buttons(edit, facts),
  };
}

function soundText({ wish, clip, take }: EditIn<'delivering' | 'delivered'>): string {
  if (clip.facts.audioTracks === 0) return 'without sound, as the clip';
  if (!wish.keepSound) return take.facts.audioTracks > 0 ? 'with sound' : 'sound removed';
  return take.facts.audioTracks > 0 ? 'sound kept' : 'the provider dropped the sound';
}

/** For people who do not see the take: what it is and what was asked. */
function altText({ wish, take }: EditIn<'delivering' | 'delivered'>): string {
  return shorten(`Edited clip, ${seconds(take.facts.durationMs)}: ${wish.prompt}`, 500);
}

function warning({ withheld, take }: EditIn<'delivering' | 'delivered'>): Line | null {
  if (withheld === 'sensitive') {
    return [
      'The provider marked this take as sensitive, so it is not shown here. Whoever runs Recut can hand it out.',
    ];
  }
  if (withheld === 'too_big') {
    return [
      `This take has ${size(take.facts.bytes)}, more than can be uploaded here. It is kept; whoever runs Recut can hand it out.`,
    ];
  }
  return take.sensitive ? ['The provider marked this take as sensitive.'] : null;
}

function buttons(edit: EditIn<'delivering' | 'delivered'>, { final }: Facts): Button[] {
  return [
    { action: 'again', edit: edit.id, label: 'Edit again', emphasis: 'primary' },
    ...(final
      ? [
          {
            action: 'finalize' as const,
            edit: edit.id,
            label: `Make it final for ${formatDollars(final.amount)}`,
          },
        ]
      : []),
    { action: 'retry', edit: edit.id, label: 'Try again' },
  ];
}
