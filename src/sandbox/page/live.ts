import type { DiscordState } from './protocol/discord-state.ts';
import type { Spending } from './protocol/session.ts';
import type { SlackState } from './protocol/slack-state.ts';

/** What is watched: as whom, and in which channels. */
export interface Watch {
  readonly as: string;
  readonly slack: string;
  readonly discord: string;
}

export interface Watchers {
  readonly slack: (state: SlackState) => void;
  readonly discord: (state: DiscordState) => void;
  readonly spending: (spending: Spending) => void;
  /** Whether the sandbox answers. */
  readonly connection: (isOpen: boolean) => void;
}

/** Calls the watchers with everything as it is now and whenever it changes. @returns what ends that */
export function watch(what: Watch, watchers: Watchers): () => void {
  const source = new EventSource(`/live?${new URLSearchParams({ ...what })}`);
  const on = <T>(event: string, listener: (state: T) => void) =>
    source.addEventListener(event, ({ data }) => listener(JSON.parse(data) as T));
  on('slack', watchers.slack);
  on('discord', watchers.discord);
  on('spending', watchers.spending);
  source.addEventListener('open', () => watchers.connection(true));
  source.addEventListener('error', () => watchers.connection(false));
  return () => source.close();
}
