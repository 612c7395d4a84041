import type { Millis } from '../clock.ts';
import type { ProviderInputs } from '../edit/edit.ts';
import type { Reason } from '../edit/reason.ts';
import type { Micros } from '../money/micros.ts';
import type { Model } from './model.ts';
import type { Webhook, WebhookCall } from './webhook.ts';

/** A file on disk that a provider is to be given. */
export interface ProviderFile {
  path: string;
  name: string;
  contentType: 'video/mp4' | 'video/quicktime' | 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: number;
}

/** All that a submission says. */
export interface Submission {
  model: Model;
  prompt: string;
  inputs: ProviderInputs;
  keepSound: boolean;
  /** Length of the clip: a live price is judged by it, and some models are told it. */
  clipMs: number;
  /** Width of the clip by its height: some models are told the shape of the result. */
  clipAspect: number;
  /** What was asked for outright, where the model's entry says that one may choose; left out, the clip decides. */
  aspectRatio?: string;
  seconds?: number;
  shotType?: string;
  /** Where the provider is to tell that it is done, if it can; nobody else may learn it. */
  webhook?: string;
}

/** What became of the one request that spends money. */
export type SubmitOutcome =
  | { kind: 'accepted'; predictionId: string }
  /** It surely never reached the provider, or the provider surely made nothing of it: safe to send again. */
  | { kind: 'not_delivered'; problem: string; retryAfterMs: number | null }
  /** A documented refusal: nothing runs and nothing is charged. */
  | { kind: 'rejected'; reason: Reason }
  /** It may have arrived. Must never be sent again by itself. */
  | { kind: 'ambiguous'; problem: string };

export type PredictionStatus =
  | { kind: 'working' }
  | { kind: 'completed'; outputs: readonly string[]; sensitive: boolean }
  /** Nothing is charged for it. */
  | { kind: 'failed'; reason: Reason }
  /** The provider does not know this id (any more). */
  | { kind: 'unknown' };

/** What became of asking a provider not to make a prediction after all. */
export type CancelOutcome =
  /** It had not been started and never will be: nothing is charged. */
  | 'cancelled'
  /** The provider was told, but promises nothing: it may yet complete, and be charged. Go on reading it. */
  | 'asked'
  /** It was over before, whichever way it ended. */
  | 'too_late'
  /** The provider does not know this id (any more). */
  | 'unknown';

/** A prediction that was accepted, and when its submission left. */
export interface SubmittedPrediction {
  id: string;
  submittedAt: Millis;
}

/**
 * An API that runs models. One file per provider; all its wording, status names and error codes stay in there.
 * Every method but `submit` rejects with a ProviderError when the provider cannot be reached or answers nonsense;
 * those may be tried again. `submit` never rejects: each of its endings is an outcome.
 */
export interface Provider {
  /** As keys of the catalogue begin: `wavespeed`. */
  readonly name: string;
  /** As people know it: "WaveSpeedAI". */
  readonly title: string;

  /**
   * How long an upload is surely kept at its address, a margin for the edit itself taken off. Left out where no document
   * says so: every edit then hands its files over anew.
   */
  readonly keepsUploadsMs?: Millis;

  /** Hands over a file; resolves with the address the provider itself will read it at. Streams from disk. */
  upload(file: ProviderFile, signal: AbortSignal): Promise<string>;

  /** Whether an upload is still at its address. Where uploads are kept. */
  hasUpload?(address: string, signal: AbortSignal): Promise<boolean>;

  /** What exactly this would cost, asked live; null when the provider gives no usable price. */
  price(submission: Submission, signal: AbortSignal): Promise<Micros | null>;

  /** Sends one request and never a second one. */
  submit(submission: Submission, signal: AbortSignal): Promise<SubmitOutcome>;

  read(predictionId: string, signal: AbortSignal): Promise<PredictionStatus>;

  /**
   * Looks for the prediction of a submission whose answer was lost, which left at `since`: those of the same model with
   * wholly equal inputs, the likeliest first. Whoever asks takes the first that nobody has yet: submissions that are
   * equal in everything are interchangeable. None when there is none (yet).
   */
  find(submission: Submission, since: Millis, signal: AbortSignal): Promise<readonly string[]>;

  /**
   * The id that `read` takes of a prediction that a person found on the provider's own pages. Left out where both are
   * the same.
   */
  idOf?(said: string, model: Model): string;

  /**
   * Asks the provider not to make a prediction after all. Left out where a provider has no such call, because there a
   * submission runs to its end in any case. May be repeated.
   */
  cancel?(predictionId: string, signal: AbortSignal): Promise<CancelOutcome>;

  /**
   * Judges a request that came to a submission's `webhook`: null unless the provider itself sent it within the last
   * minutes. Left out where a provider has no webhooks; none is asked for there. Rejects with a ProviderError while
   * what it is judged by cannot be fetched.
   */
  readWebhook?(call: WebhookCall, model: Model, signal: AbortSignal): Promise<Webhook | null>;

  /**
   * What was really charged for a prediction, refunds taken off; null while the bill does not name it. Left out where a
   * provider shows no bill to a program.
   */
  charged?(prediction: SubmittedPrediction, signal: AbortSignal): Promise<Micros | null>;

  /** What is left to spend at the provider, or null when it does not say. */
  balance(signal: AbortSignal): Promise<Micros | null>;

  close(): Promise<void>;
}
