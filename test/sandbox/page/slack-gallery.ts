import type { App, ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/web-api';
import type { SlackStandIn } from '../../../src/sandbox/slack/stand-in.ts';
import { boltApp } from '../slack/started.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const option = (label: string) => ({ text: plain(label), value: label.toLowerCase() });
const styled = (text: string, style: Record<string, boolean>) => ({ type: 'text' as const, text, style });

/** A message with one of each block that the page draws, and one that it does not. */
const BLOCKS: KnownBlock[] = [
  { type: 'header', text: plain('A header') },
  {
    type: 'section',
    text: mrkdwn(
      '*Bold*, _italic_, ~struck~, `code`, <https://example.com|a link>, <@U0MARA00001>, &lt;b&gt;',
    ),
    accessory: {
      type: 'static_select',
      action_id: 'pick',
      placeholder: plain('Pick one'),
      options: [option('One'), option('Two')],
    },
  },
  { type: 'section', fields: [mrkdwn('*Left*'), plain('Right')] },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [styled('strong', { bold: true }), { type: 'user', user_id: 'U0DANA00001' }],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'second' }] },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'const a = 1;' }] },
    ],
  },
  {
    type: 'plan',
    title: 'A plan',
    tasks: [
      { type: 'task_card', task_id: '1', title: 'Checked', status: 'complete' },
      { type: 'task_card', task_id: '2', title: 'Working', status: 'in_progress' },
      { type: 'task_card', task_id: '3', title: 'To come', status: 'pending' },
      { type: 'task_card', task_id: '4', title: 'Broken', status: 'error' },
    ],
  },
  { type: 'context', elements: [plain('Some facts'), mrkdwn('*and* more')] },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'go', text: plain('Go'), style: 'primary', value: 'go' },
      { type: 'button', action_id: 'stop', text: plain('Stop'), style: 'danger', value: 'stop' },
      { type: 'button', action_id: 'read', text: plain('Read'), url: 'https://example.com/' },
    ],
  },
  { type: 'markdown', text: 'nobody draws this' },
];

const input = (id: string, element: object) =>
  ({
    type: 'input',
    block_id: id,
    label: plain(`The ${id}`),
    optional: true,
    element: { action_id: id, ...element },
  }) as KnownBlock;

/** A form with one of each input that the page draws. */
const VIEW: ModalView = {
  type: 'modal',
  callback_id: 'gallery',
  title: plain('A form'),
  submit: plain('Send'),
  close: plain('Leave'),
  blocks: [
    { type: 'context', elements: [plain('Everything is optional.')] },
    input('line', { type: 'plain_text_input', initial_value: 'as it was' }),
    input('number', { type: 'number_input', is_decimal_allowed: false }),
    input('choice', {
      type: 'static_select',
      options: [option('One'), option('Two')],
      initial_option: option('One'),
    }),
    input('choices', { type: 'multi_static_select', options: [option('Red'), option('Green')] }),
    input('radio', { type: 'radio_buttons', options: [option('Yes'), option('No')] }),
    input('boxes', { type: 'checkboxes', options: [option('Fast'), option('Good')] }),
    input('person', { type: 'users_select' }),
    input('day', { type: 'datepicker' }),
    input('hour', { type: 'timepicker' }),
    input('picture', { type: 'file_input', filetypes: ['png'], max_files: 1 }),
  ],
};

/** Another app than Recut: posts the gallery, opens the form on `/edit`, remembers what it was told. */
export class SlackGallery {
  readonly app: App;
  /** What was pressed or chosen. */
  readonly pressed: unknown[] = [];
  /** What was sent in the form, by its fields. */
  submitted: ViewOutput['state']['values'] | undefined;

  constructor(slack: SlackStandIn) {
    this.app = boltApp(slack, { socketMode: true, appToken: slack.appToken });
    this.app.command('/edit', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: VIEW });
    });
    this.app.action(/.*/, async ({ ack, action }) => {
      await ack();
      this.pressed.push(action);
    });
    this.app.view('gallery', async ({ ack, view }) => {
      await ack();
      this.submitted = view.state.values;
    });
  }

  async start(): Promise<void> {
    await this.app.start();
    await this.app.client.chat.postMessage({ channel: 'C0CAMPAIGNX', text: 'The gallery', blocks: BLOCKS });
  }
}
