import { PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

const ALWAYS = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Attach Files': PermissionFlagsBits.AttachFiles,
};
const TO_OPEN_A_THREAD = {
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
};

/**
 * What the bot may not do where a command was used, by the names that Discord's settings show. Commands work in
 * channels that the bot itself cannot see.
 */
export function missingPermissions(granted: Readonly<PermissionsBitField>, isInThread: boolean): string[] {
  const needed = isInThread ? ALWAYS : { ...ALWAYS, ...TO_OPEN_A_THREAD };
  return Object.entries(needed).flatMap(([name, bit]) => (granted.has(bit) ? [] : [name]));
}
