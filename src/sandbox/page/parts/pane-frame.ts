import type { Conversation } from '../protocol/conversation.ts';
import { avatar } from './avatar.ts';
import { type Child, flat, h, type Wanted } from './h.ts';

export interface PaneFrame {
  readonly platform: 'Slack' | 'Discord';
  readonly conversation: Conversation;
  readonly choosePlace: (id: string) => void;
  readonly stream: Child;
  readonly notice: string;
  readonly composer: Child;
  readonly dialogs: Child;
}

/** The shape of both panes: channels beside, messages, where one writes. */
export function paneFrame(frame: PaneFrame): (Wanted | string)[] {
  const { platform, conversation, stream, notice, composer, dialogs } = frame;
  const place = conversation.places.find(({ id }) => id === conversation.place);
  return [
    sidebar(frame),
    h('div', { class: 'channel' }, [
      h('header', { class: 'channel-header' }, [
        h('h2', {}, [
          h('span', { class: 'platform' }, platform),
          h('span', { class: 'channel-name' }, place?.label ?? ''),
        ]),
        placeChoice(frame),
        !conversation.isConnected &&
          h('p', { class: 'offline', role: 'status' }, 'The bot is not connected.'),
      ]),
      h(
        'div',
        {
          class: 'stream',
          role: 'log',
          'aria-live': 'off',
          'aria-label': `Messages in ${platform}`,
          tabindex: 0,
        },
        [stream, h('div', { class: 'stream-end', 'data-end': true }, [])],
      ),
      place?.hasBot === false &&
        h('p', { class: 'absent' }, 'Recut is not in this channel and hears nothing here.'),
      notice !== '' && h('p', { class: 'notice', role: 'alert' }, notice),
      composer,
    ]),
    ...flat(dialogs),
  ];
}

/** Where there is room. */
function sidebar({ conversation, choosePlace, platform }: PaneFrame): Wanted {
  return h('nav', { class: 'sidebar', 'aria-label': `Channels in ${platform}` }, [
    h('p', { class: 'team' }, conversation.team),
    h(
      'ul',
      {},
      conversation.places.map(({ id, label }) =>
        h('li', {}, [
          h('button', { type: 'button', 'aria-current': id === conversation.place ? 'true' : null }, label, {
            on: { click: () => choosePlace(id) },
          }),
        ]),
      ),
    ),
    h('p', { class: 'me' }, [avatar({ name: conversation.me, isBot: false }), conversation.me]),
  ]);
}

/** Where there is none. */
function placeChoice({ conversation, choosePlace, platform }: PaneFrame): Wanted {
  return h(
    'select',
    { class: 'place-choice', 'aria-label': `Channel in ${platform}` },
    conversation.places.map(({ id, label }) =>
      h('option', { value: id, selected: id === conversation.place }, label),
    ),
    {
      key: conversation.place,
      on: { change: (event) => choosePlace((event.currentTarget as HTMLSelectElement).value) },
    },
  );
}
