import type { Logger } from 'pino';
import type { Clock, Millis } from '../clock.ts';
import type { Edit, EditIn, EditState, Held, ProviderInputs } from '../edit/edit.ts';
import type { EditEvent } from '../edit/event.ts';
import { expandNames } from '../edit/prompt-names.ts';
import { RecutError } from '../errors.ts';
import type { Handout } from '../handout/handout.ts';
import type { Library } from '../library/library.ts';
import type { MediaChildren } from '../media/child.ts';
import type { Downloader } from '../media/download.ts';
import type { Workspace } from '../media/workspace.ts';
import type { RuleBook } from '../money/rule-book.ts';
import type { Rules } from '../money/rules.ts';
import type { Catalogue } from '../providers/catalogue.ts';
import type { Model } from '../providers/model.ts';
import type { Provider, Submission } from '../providers/provider.ts';
import type { Commit, Store } from '../store/store.ts';
import type { Progress } from '../views/progress.ts';
import type { Screen } from '../views/screen.ts';
import { webhookUrl } from '../webhooks/address.ts';

/** Everything a step may use. */
export interface Kit {
  store: Store;
  clock: Clock;
  catalogue: Catalogue;
  rules: RuleBook;
  workspace: Workspace;
  library: Library;
  downloader: Downloader;
  media: MediaChildren;
  progress: Progress;
  /** Where whole takes can be had that a chat does not take; null when no place is configured. */
  handout: Handout | null;
  /** By name, each with how many edits may be in its hands at a time, and be submitted within a minute: any if absent. */
  providers: ReadonlyMap<string, { provider: Provider; places: number; perMinute?: number }>;
  /** The addresses of files that providers have, such as a Keyv: a hint that ends by itself after `forMs`. */
  uploads: KnownUploads;
  screens: ReadonlyMap<string, Screen>;
  /** Makes the thread of an edit match it now. Rejects with a ScreenError when the platform does not take it. */
  show(edit: Edit): Promise<void>;
  /** Whether it is this process that shows threads of a platform now. */
  mayShow(platform: string): boolean;
  /** Whether the disk has room for what is about to be paid for; taken for granted if absent. */
  hasRoom?(): Promise<boolean>;
  logger: Logger;
  settings: Settings;
}

export interface KnownUploads {
  get(key: string): Promise<string | undefined>;
  set(key: string, address: string, forMs: Millis): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface Settings {
  /** The largest clip that is fetched at all, in bytes. */
  maxClipBytes: number;
  maxImageBytes: number;
  /** How much disk space the files of all edits may take before nothing more is fetched. */
  maxWorkspaceBytes: number;
  quoteHoldsMs: Millis;
  /** Whether takes that the provider marked as sensitive are shown behind a spoiler or kept back. */
  sensitiveTakes: 'spoiler' | 'withhold';
  /** How long a provider may work on an edit, or not be reached, before people are asked what became of it. */
  predictionOverdueAfterMs: Millis;
  /** How long a take that its provider says is finished is looked for before it counts as lost. */
  takeLostAfterMs: Millis;
  /** How long a take is tried to be posted that its platform refuses, or whose thread is gone. */
  takeShownWithinMs: Millis;
  /** Whether takes come with a picture that compares them with their clip. */
  beforeAfter: boolean;
  /** Where this deployment is reached from the internet, for webhooks; null where it is not. */
  publicUrl: string | null;
}

export const MINUTE_MS = 60_000;

/** How soon an edit of a team that has paused looks whether it may go on. */
export const PAUSED_LOOK_MS = 3_000;

/** What a step came to: an event, or nothing yet. */
export type Outcome =
  /**
   * `andThen` goes on under the same lease once the event is durable, and only then. `rules` are those it was decided by;
   * when they have changed by the time it would become durable, the step is taken anew instead.
   */
  | { event: EditEvent; rules?: Rules; andThen?: (edit: Edit) => Promise<Outcome> }
  /** Nothing happened; look again then. */
  | { later: Millis };

/** The one step that belongs to a state. May be done again after a crash, except where it says otherwise. */
export type StepOf<S extends EditState> = (
  edit: EditIn<S>,
  kit: Kit,
  signal: AbortSignal,
) => Promise<Outcome>;

export function modelOf(edit: Edit, { catalogue }: Kit): Model {
  const model = catalogue.get(edit.wish.model);
  if (!model) throw new RecutError('unknown_model', `the catalogue has no model ${edit.wish.model} any more`);
  return model;
}

export function providerOf(edit: Edit, kit: Kit): Provider {
  return configured(edit, kit).provider;
}

/** The places at the edit's provider, of which it needs one. */
export function placesFor(edit: Edit, kit: Kit): { provider: string; limit: number } {
  const { provider, places } = configured(edit, kit);
  return { provider: provider.name, limit: places };
}

/** How many submissions its provider takes within a minute; null: any number. */
export function paceFor(edit: Edit, kit: Kit): Commit['pace'] | null {
  const { provider, perMinute } = configured(edit, kit);
  if (perMinute === undefined) return null;
  return { provider: provider.name, limit: perMinute, since: kit.clock.now() - MINUTE_MS };
}

function configured(edit: Edit, kit: Kit) {
  const { provider: name } = modelOf(edit, kit);
  const found = kit.providers.get(name);
  if (!found) throw new RecutError('unknown_provider', `the provider ${name} is not configured any more`);
  return found;
}

export function screenOf(edit: Edit, { screens }: Kit): Screen {
  const screen = screens.get(edit.place.platform);
  if (!screen) throw new RecutError('unknown_platform', `${edit.place.platform} is not configured any more`);
  return screen;
}

/** What is sent to the provider for an edit whose files it already has. */
export function submissionOf(edit: Edit & Held, inputs: ProviderInputs, kit: Kit): Submission {
  const { prompt, keepSound, named = {}, aspectRatio, seconds, shotType } = edit.wish;
  const { durationMs, width, height } = edit.clip.facts;
  const model = modelOf(edit, kit);
  const { publicUrl } = kit.settings;
  const address = inputs.webhook && { provider: model.provider, edit: edit.id, token: inputs.webhook };
  return {
    model,
    prompt: expandNames(prompt, named),
    inputs,
    keepSound,
    clipMs: durationMs,
    clipAspect: width / height,
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(seconds !== undefined && { seconds }),
    ...(shotType !== undefined && { shotType }),
    ...(publicUrl && address && { webhook: webhookUrl(publicUrl, address) }),
  };
}
