import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import { Segmind } from '../../../src/core/providers/segmind.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import type { Ending } from '../../../src/sandbox/segmind/ending.ts';
import { SegmindStandIn } from '../../../src/sandbox/segmind/stand-in.ts';
import { type OutputShape, usualSwitches } from '../../../src/sandbox/segmind/switches.ts';
import type { ProviderRig, RigEnding } from './rig.ts';
import type { ProviderRow } from './row.ts';

const SHAPES = ['string', 'url', 'video_url', 'video', 'list', 'beside'] as const;

export const segmind: ProviderRow = {
  name: 'Segmind as a provider',
  offers: {
    list: false,
    livePrice: false,
    balance: true,
    bill: false,
    webhooks: false,
    sensitiveMarks: false,
    outputShapes: SHAPES,
  },
  start,
};

/** Segmind has no codes: its words tell the endings apart. */
const ENDINGS: Readonly<Record<RigEnding, Ending>> = {
  completed: { kind: 'edited' },
  moderation: { kind: 'failed', error: 'Content flagged as potentially sensitive.' },
  bad_media: { kind: 'failed', error: 'Failed to download video from the provided URL.' },
  internal: { kind: 'failed', error: 'Internal server error' },
  cancelled: { kind: 'failed', error: 'Request was cancelled' },
  timed_out: { kind: 'failed', error: 'Request timed out' },
};
const PLACES: Readonly<Record<string, string>> = {
  submit: 'submit',
  read: 'status',
  upload: 'upload',
  balance: 'balance',
};
const AHEAD = { now: () => Date.now() + 600_000 };
const SHORT = { connect: 700, answer: 700, submit: 700 };
const BALANCE = 1_000_000_000;

async function start(): Promise<ProviderRig> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-provider-'));
  const clip = path.join(dir, 'clip.mp4');
  await makeClip({ path: clip, seconds: 8 });
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const service = await SegmindStandIn.start({
    dir,
    balanceMicros: BALANCE,
    edit: async (job) => {
      await gate.promise;
      await copyFile(job.clip, job.take);
    },
  });
  const { apiKey, url } = service;
  const provider = new Segmind({ apiKey, url, uploadUrl: url });
  const withWrongKey = new Segmind({ apiKey: 'of-nobody', url, uploadUrl: url });
  const impatient = new Segmind({ apiKey, url, uploadUrl: url, limits: SHORT });
  const nowhere = 'http://127.0.0.1:9';
  const unreachable = new Segmind({ apiKey, url: nowhere, uploadUrl: nowhere });
  const ahead = new Segmind({ apiKey, url, uploadUrl: url, clock: AHEAD });
  const model = new Catalogue(['segmind']).named('kling-o3-pro');
  if (!model) throw new Error('The catalogue lacks Kling O3 Pro');

  return {
    provider,
    withWrongKey,
    impatient,
    unreachable,
    ahead,
    model,
    clip: { path: clip, name: 'clip.mp4', contentType: 'video/mp4', bytes: (await stat(clip)).size },
    submissions: () => service.submissions,
    fault: (on, fault, times) => {
      const place = PLACES[on];
      if (!place) throw new Error(`Segmind has nothing for ${on}`);
      service.faults.add(place, fault, times);
    },
    expireUpload: (url) => service.expireUpload(url),
    chargedFor: (id) => service.chargedFor(id),
    raisePrice: () => {
      throw new Error('Segmind names no price');
    },
    endNext: (ending) => service.endNext(ENDINGS[ending]),
    hold: () => {
      gate = Promise.withResolvers();
    },
    letGo: () => gate.resolve(),
    setBalance: (amount) => {
      service.balanceMicros = amount;
    },
    refuseForFunds: ([400, 402, 403, 406] as const).map((status) => () => {
      service.switches.needsFundsStatus = status;
    }),
    setSensitive: () => {
      throw new Error('Segmind marks no takes');
    },
    setOutputs: (shape) => {
      service.switches.outputAs = shapeOf(shape);
    },
    webhooks: () => {
      throw new Error('Segmind sends no webhooks');
    },
    reset: () => {
      gate.resolve();
      service.faults.clear();
      service.balanceMicros = BALANCE;
      Object.assign(service.switches, usualSwitches(), { concurrency: 100 });
    },
    stop: async () => {
      gate.resolve();
      await Promise.all([provider, withWrongKey, impatient, unreachable, ahead].map((each) => each.close()));
      await service.stop();
      await rm(dir, { recursive: true });
    },
  };
}

function shapeOf(name: string): OutputShape {
  const shape = SHAPES.find((each) => each === name);
  if (!shape) throw new Error(`Segmind gives no output as ${name}`);
  return shape;
}
