import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { PredictionStatus, Submission, SubmitOutcome } from '../../../src/core/providers/provider.ts';
import type { ProviderRig } from './rig.ts';

const DEADLINE_MS = 20_000;

/** A signal that stops nothing. */
export const never = (): AbortSignal => new AbortController().signal;

/** One test's turn at a rig: a submission of an uploaded clip, and short words for what is done with it. */
export interface Trial {
  rig: ProviderRig;
  submission: Submission;
  submit(signal?: AbortSignal): Promise<SubmitOutcome>;
  /** Submits, and resolves with the id of the prediction. */
  accept(): Promise<string>;
  /** Follows a prediction to its end. */
  end(id: string): Promise<PredictionStatus>;
  /** The same submission with an upload of its own. */
  anew(): Promise<Submission>;
}

function trialAt(rig: ProviderRig, videoUrl: string): Trial {
  const { provider, model, clip } = rig;
  const inputs = { videoUrl, imageUrls: [] };
  const submission: Submission = {
    model,
    prompt: 'make it dusk',
    inputs,
    keepSound: true,
    clipMs: 8_000,
    clipAspect: 16 / 9,
  };
  const submit = (signal = never()) => provider.submit(submission, signal);
  return {
    rig,
    submission,
    submit,
    accept: async () => {
      const outcome = await submit();
      if (outcome.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
      return outcome.predictionId;
    },
    end: async (id) => {
      for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await delay(20)) {
        const status = await provider.read(id, never());
        if (status.kind !== 'working') return status;
      }
      throw new Error(`${id} does not end`);
    },
    anew: async () => {
      const videoUrl = await provider.upload(clip, never());
      return { ...submission, inputs: { videoUrl, imageUrls: [] } };
    },
  };
}

/** Starts a rig for the tests around, and gives each of them a turn at it. */
export function trialsOf(start: () => Promise<ProviderRig>): () => Trial {
  let rig: ProviderRig;
  let videoUrl: string;
  let trial: Trial;
  beforeAll(async () => {
    rig = await start();
    videoUrl = await rig.provider.upload(rig.clip, never());
  });
  beforeEach(() => {
    rig.reset();
    trial = trialAt(rig, videoUrl);
  });
  afterAll(() => rig.stop());
  return () => trial;
}
