import type { App } from '@slack/bolt';
import type { FormOpener } from './form-opener.ts';
import type { Identity } from './identity.ts';
import { EDIT_COMMAND } from './names.ts';
import { plainText } from './plain-text.ts';

/** `/edit <prompt>` opens the form. Commands carry no files and do not work in threads. */
export function listenForCommands(app: App, forms: FormOpener, self: Identity): void {
  app.command(EDIT_COMMAND, async ({ ack, command, respond }) => {
    await ack();
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
}
