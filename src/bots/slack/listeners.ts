import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import { listenForButtons } from './buttons.ts';
import { listenForCommands } from './commands.ts';
import { listenForDeskForms } from './desk-submission.ts';
import { FormOpener } from './form-opener.ts';
import type { Identity } from './identity.ts';
import type { Membership } from './membership.ts';
import type { People } from './people.ts';
import { PrivateAnswers } from './private-answer.ts';
import { RecentClips } from './recent-clips.ts';
import { listenForShortcut } from './shortcut.ts';
import { listenForSubmissions } from './submission.ts';
import { UserGroups } from './user-groups.ts';
import type { SlackWeb } from './web-client.ts';

export interface ListenerParts {
  desk: Desk;
  self: Identity;
  web: SlackWeb;
  membership: Membership;
  people: People;
  clock: Clock;
  logger: Logger;
}

/** Everything that people do with commands, menus, forms and buttons. Messages come in before Bolt's listeners. */
export function listen(
  app: App,
  { desk, self, web, membership, people, clock, logger }: ListenerParts,
): void {
  const clips = new RecentClips(web.patient, people, clock);
  const forms = new FormOpener({ desk, web, self, clips, membership, clock, logger });
  const groups = new UserGroups(web, clock);
  const answers = new PrivateAnswers({ forms, groups, web: web.prompt, logger });
  listenForCommands(app, { desk, self, forms, answers, logger });
  listenForShortcut(app, forms);
  listenForSubmissions(app, { desk, membership, self, logger });
  listenForButtons(app, { desk, self, answers, logger });
  listenForDeskForms(app, { desk, self, answers, logger });
  app.error(async (error) => {
    logger.error({ err: error }, 'something that a person did in Slack could not be handled');
  });
}
