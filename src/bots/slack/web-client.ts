import type { Logger as SdkLogger } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';

/** Answers to these are awaited by nobody but the runner. */
const PATIENT_MS = 15_000;
/** So many of them at once, so that in a burst they leave the way free for what people wait for. */
const PATIENT_LANES = 20;
/** A person waits for these, and a `trigger_id` lives 3 s. */
export const PROMPT_MS = 2_500;

/**
 * How every client of the Web API behaves here. Nothing is sent twice by the client itself: a repeated
 * chat.postMessage would be a second message, and a 429 would pause all calls, not only the one that met it. Whoever
 * calls decides, with the error in hand.
 */
export function clientOptions(apiUrl: string, logger: SdkLogger, timeout: number): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger,
  };
}

/** The Web API, in two lanes so that a person never queues behind the projection of threads. */
export interface SlackWeb {
  patient: WebClient;
  prompt: WebClient;
}

export function slackWeb(botToken: string, apiUrl: string, logger: SdkLogger): SlackWeb {
  return {
    patient: new WebClient(botToken, {
      ...clientOptions(apiUrl, logger, PATIENT_MS),
      maxRequestConcurrency: PATIENT_LANES,
    }),
    prompt: new WebClient(botToken, clientOptions(apiUrl, logger, PROMPT_MS)),
  };
}
