import type { App } from '@slack/bolt';
import { z } from 'zod';
import { acknowledging } from '../../core/failpoints/acknowledging.ts';
import type { FormOpener } from './form-opener.ts';
import { EDIT_SHORTCUT } from './names.ts';
import { offeredClip } from './recent-clips.ts';
import { carriesFiles, filesOf, isVideo } from './slack-file.ts';

/** A message shortcut, which tells the whole message. */
const onMessage = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: carriesFiles.extend({ ts: z.string(), thread_ts: z.string().nullish() }),
});

/** "Edit this video" opens the form with the message's clips; the edit goes into that message's thread. */
export function listenForShortcut(app: App, forms: FormOpener): void {
  app.shortcut({ callback_id: EDIT_SHORTCUT, type: 'message_action' }, async ({ ack, shortcut, respond }) => {
    await acknowledging('shortcut', () => ack());
    const { trigger_id, user, channel, message } = onMessage.parse(shortcut);
    const videos = filesOf(message).filter(isVideo);
    const draft = {
      channel: channel.id,
      thread: message.thread_ts ?? message.ts,
      message: message.ts,
      prompt: '',
      clip: { kind: 'message' as const, clips: videos.map((file) => offeredClip(file, null)) },
      chosen: {},
    };
    await forms.open({ trigger: trigger_id, person: user.id, respond }, draft);
  });
}
