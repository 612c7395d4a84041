import type { Logger } from 'pino';
import type { Clock } from '../../core/clock.ts';
import type { Desk } from '../../core/desk.ts';
import { editForm, type FormClip, type FormDraft } from './form.ts';
import type { Identity } from './identity.ts';
import type { Membership } from './membership.ts';
import { type Opening, openView } from './open-view.ts';
import type { RecentClips } from './recent-clips.ts';
import { asked } from './slack-refusal.ts';
import type { SlackWeb } from './web-client.ts';

export interface FormOpenerParts {
  desk: Desk;
  web: SlackWeb;
  self: Identity;
  clips: RecentClips;
  membership: Membership;
  clock: Clock;
  logger: Logger;
}

type Draft = Omit<FormDraft, 'invite'>;

const UNKNOWN: FormClip = { kind: 'unknown' };

/** Opens the edit form, at once and then complete: a `trigger_id` lives 3 s, too short to ask Slack anything first. */
export class FormOpener {
  readonly #parts: FormOpenerParts;

  constructor(parts: FormOpenerParts) {
    this.#parts = parts;
  }

  /** When Slack does not open the form, the person is told so, and nobody else. */
  async open(by: Opening, draft: Draft): Promise<void> {
    const { web, logger } = this.#parts;
    const opened = await openView(by, await this.#draw({ ...draft, invite: null }), {
      web: web.prompt,
      logger,
    });
    if (opened !== null) await this.#complete(opened, draft, by.person);
  }

  /** Fills in what had to be asked for. Its failure leaves a form that still works. */
  async #complete(viewId: string, draft: Draft, person: string): Promise<void> {
    const { web, logger } = this.#parts;
    try {
      const invite = await this.#invitation(draft.channel);
      if (invite === null && draft.clip.kind !== 'looking') return;
      const recent = invite === null ? () => this.#recent(draft.channel, person) : () => UNKNOWN;
      const clip = draft.clip.kind === 'looking' ? await recent() : draft.clip;
      const view = await this.#draw({ ...draft, clip, invite });
      await asked('views.update', web.patient.views.update({ view_id: viewId, view }));
    } catch (error) {
      logger.warn({ err: error }, 'the edit form could not be completed');
    }
  }

  async #recent(channel: string, person: string): Promise<FormClip> {
    try {
      return { kind: 'recent', clips: await this.#parts.clips.inChannel(channel, person) };
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'the recent clips of a channel could not be listed');
      return UNKNOWN;
    }
  }

  async #invitation(channel: string): Promise<string | null> {
    const { membership, self, logger } = this.#parts;
    const inside = await membership.enter(channel).catch((error: unknown) => {
      logger.warn({ err: error }, 'whether the bot is in a channel could not be seen');
      return true;
    });
    return inside ? null : howToInvite(channel, self.name);
  }

  async #draw(draft: FormDraft) {
    const { desk, clock, self } = this.#parts;
    const place = { platform: 'slack', team: self.team, channel: draft.channel };
    return editForm(draft, await desk.formFacts(place), clock.now());
  }
}

/** One sentence for a person in a conversation that the bot is not in. */
export function howToInvite(channel: string, name: string): string {
  return channel.startsWith('D')
    ? `Recut is not part of this conversation. Use /edit in a channel, or in a direct message to @${name}.`
    : `Recut is not in this channel yet. Type /invite @${name} in it, then send this form.`;
}
