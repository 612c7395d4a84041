import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { ShortMemory } from './short-memory.ts';
import { asked } from './slack-refusal.ts';
import type { SlackWeb } from './web-client.ts';

const REMEMBER_MS = 60_000;

const listed = z.array(z.object({ id: z.string(), name: z.string(), handle: z.string().nullish() }));

export interface UserGroup {
  id: string;
  /** "@approvers (Approvers)". */
  label: string;
}

/** The user groups of the workspace, for people to choose from. usergroups.list is Tier 2: remembered for a minute. */
export class UserGroups {
  readonly #web: SlackWeb;
  readonly #known: ShortMemory<readonly UserGroup[]>;

  constructor(web: SlackWeb, clock: Clock) {
    this.#web = web;
    this.#known = new ShortMemory(clock, REMEMBER_MS);
  }

  /** @throws ScreenError when Slack does not say */
  all(): Promise<readonly UserGroup[]> {
    return this.#known.get('all', async () => {
      const { usergroups } = await asked('usergroups.list', this.#web.prompt.usergroups.list({}));
      const { data = [] } = listed.safeParse(usergroups);
      return data.map(({ id, name, handle }) => ({ id, label: handle ? `@${handle} (${name})` : name }));
    });
  }
}
