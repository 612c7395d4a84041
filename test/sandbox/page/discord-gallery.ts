import {
  ButtonStyle,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { DiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts';

const text = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;
const options = (...labels: string[]) => labels.map((label) => ({ label, value: label.toLowerCase() }));

/** A message with one of each component that the page draws. */
const components = [
  {
    type: ComponentType.Container,
    accent_color: 0xc9_3c_37,
    components: [
      text('## A heading\n-# small\n**bold** *italic* ||hidden|| `code` <https://example.com>'),
      { type: ComponentType.Separator, divider: true, spacing: 1 },
      {
        type: ComponentType.Section,
        components: [text('Beside a button')],
        accessory: {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          custom_id: 'beside',
          label: 'Beside',
        },
      },
      {
        type: ComponentType.MediaGallery,
        items: [{ media: { url: 'attachment://can.png' }, description: 'A can' }],
      },
      { type: ComponentType.File, file: { url: 'attachment://notes.txt' } },
    ],
  },
  {
    type: ComponentType.ActionRow,
    components: [
      { type: ComponentType.Button, style: ButtonStyle.Success, custom_id: 'yes', label: 'Yes' },
      { type: ComponentType.Button, style: ButtonStyle.Danger, custom_id: 'no', label: 'No', disabled: true },
      { type: ComponentType.Button, style: ButtonStyle.Link, url: 'https://example.com/', label: 'Read' },
    ],
  },
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: 'pick',
        placeholder: 'Pick one',
        options: options('One', 'Two'),
      },
    ],
  },
] as const;

const label = (name: string, component: object) =>
  ({ type: ComponentType.Label, label: name, component }) as never;

/** A form has five fields at most: two forms have one of each that the page draws. */
const FORMS = [
  [
    label('A line', { type: ComponentType.TextInput, custom_id: 'line', style: 1, value: 'as it was' }),
    label('A choice', {
      type: ComponentType.StringSelect,
      custom_id: 'choice',
      options: options('One', 'Two'),
    }),
    label('One of them', {
      type: ComponentType.RadioGroup,
      custom_id: 'radio',
      options: options('Yes', 'No'),
    }),
    label('Some of them', {
      type: ComponentType.CheckboxGroup,
      custom_id: 'boxes',
      options: options('Fast', 'Good'),
    }),
    label('A picture', { type: ComponentType.FileUpload, custom_id: 'picture', file_types: ['image'] }),
  ],
  [
    text('A word before it.') as never,
    label('A person', { type: ComponentType.UserSelect, custom_id: 'person' }),
    label('A role', { type: ComponentType.RoleSelect, custom_id: 'role' }),
    label('A channel', { type: ComponentType.ChannelSelect, custom_id: 'channel' }),
    label('A tick', { type: ComponentType.Checkbox, custom_id: 'tick', default: false }),
  ],
];

/** Another bot than Recut: posts the gallery, opens its forms on `/form`, remembers what it was told. */
export class DiscordGallery {
  readonly client: Client;
  /** Custom ids of what was pressed, and values of what was chosen. */
  readonly pressed: string[] = [];
  readonly submitted: ModalSubmitInteraction[] = [];
  readonly #discord: DiscordStandIn;

  constructor(discord: DiscordStandIn) {
    this.#discord = discord;
    const intents = [GatewayIntentBits.Guilds];
    this.client = new Client({ intents, rest: { api: discord.apiUrl } });
    this.client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isModalSubmit()) {
        this.submitted.push(interaction);
        await interaction.reply({ content: 'Thanks', flags: MessageFlags.Ephemeral });
      } else if (interaction.isMessageComponent()) {
        this.pressed.push(interaction.isButton() ? interaction.customId : interaction.values.join());
        await interaction.deferUpdate();
      } else if (interaction.isChatInputCommand()) {
        const number = interaction.options.getInteger('number') ?? 0;
        await interaction.showModal({
          custom_id: `form-${number}`,
          title: 'A form',
          components: FORMS[number] ?? [],
        });
      }
    });
  }

  async start(folder: string): Promise<void> {
    const ready = new Promise((resolve) => this.client.once(Events.ClientReady, resolve));
    await this.client.login(this.#discord.token);
    await ready;
    await this.client.application?.commands.create({
      name: 'form',
      description: 'Opens a form',
      options: [{ type: 4, name: 'number', description: 'Which one', required: true }],
    });
    const channel = await this.client.channels.fetch(this.#discord.channel('campaign-x').id);
    if (!channel?.isSendable()) throw new Error('The channel is not there.');
    await channel.send({
      flags: MessageFlags.IsComponentsV2,
      components: components as never,
      files: [`${folder}/can.png`, `${folder}/notes.txt`],
    });
  }
}
