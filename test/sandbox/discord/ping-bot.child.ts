import { Client, Events, GatewayIntentBits, SlashCommandBuilder } from 'discord.js';

/** A whole bot in a process of its own, to be killed. Arguments: the API's address and the token. */
const [api = '', token = ''] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(`Pong from ${process.pid}`);
});
client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Ping')]);
  process.send?.('ready');
});
await client.login(token);
