import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { COMMANDS } from '../../core/commands.ts';
import type { Desk, PressAnswer } from '../../core/desk.ts';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import type { FormOpener } from './form-opener.ts';
import type { Identity } from './identity.ts';
import { EDIT_COMMAND } from './names.ts';
import { plainText } from './plain-text.ts';
import type { PrivateAnswers } from './private-answer.ts';
import { sorryFor } from './sorry.ts';

export interface CommandParts {
  desk: Desk;
  self: Identity;
  forms: FormOpener;
  answers: PrivateAnswers;
  logger: Logger;
}

/** Slash commands. They carry no files and do not work in threads. `/edit <prompt>` opens the form. */
export function listenForCommands(app: App, parts: CommandParts): void {
  const { forms, self } = parts;
  app.command(EDIT_COMMAND, async ({ ack, command, respond }) => {
    await acknowledging('command', () => ack());
    const draft = {
      channel: command.channel_id,
      thread: null,
      message: null,
      prompt: plainText(command.text ?? '', self.user),
      clip: { kind: 'looking' as const },
      chosen: {},
    };
    await forms.open({ trigger: command.trigger_id, person: command.user_id, respond }, draft);
  });
  for (const { name } of COMMANDS) listenForCommand(app, name, parts);
}

function listenForCommand(app: App, name: string, { desk, self, answers, logger }: CommandParts): void {
  app.command(`/${name}`, async ({ ack, command, respond }) => {
    await acknowledging('command', () => ack());
    const { channel_id: channel, user_id: person, trigger_id: trigger, response_url: answerAt } = command;
    const call = {
      keys: [`slack:command:${trigger}`],
      name,
      text: plainText(command.text ?? '', self.user),
      uploads: [],
      person,
      place: { platform: 'slack', team: self.team, channel },
    };
    const answer = await desk.command(call).catch((error: unknown): PressAnswer => {
      logger.error({ err: error, name }, 'a command could not be carried out');
      return { kind: 'note', line: [sorryFor(error)] };
    });
    await answers.show(answer, { trigger, person, respond, channel, thread: null, answerAt });
  });
}
