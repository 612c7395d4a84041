import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import { WaveSpeed } from '../../../src/core/providers/wavespeed.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import type { Ending } from '../../../src/sandbox/wavespeed/ending.ts';
import { SOLD_MODELS } from '../../../src/sandbox/wavespeed/sold-model.ts';
import { WaveSpeedStandIn } from '../../../src/sandbox/wavespeed/stand-in.ts';
import { usualSwitches } from '../../../src/sandbox/wavespeed/switches.ts';
import type { ProviderRig, RigEnding } from './rig.ts';
import type { ProviderRow } from './row.ts';

const ENDINGS: Readonly<Record<RigEnding, Ending>> = {
  completed: { status: 'completed' },
  moderation: { status: 'failed', code: 1200, error: 'Content flagged as potentially sensitive.' },
  bad_media: { status: 'failed', code: 1402, error: 'Failed to download video from the provided URL.' },
  internal: { status: 'failed', code: 5000, error: 'Internal server error' },
  cancelled: { status: 'cancelled' },
  timed_out: { status: 'timeout' },
};
const PLACES = {
  submit: 'submit',
  read: 'result',
  upload: 'upload',
  price: 'price',
  find: 'list',
  balance: 'balance',
};
const AHEAD = { now: () => Date.now() + 600_000 };
const SHORT = { connect: 700, answer: 700, submit: 700 };
const BALANCE = 1_000_000_000;

export const waveSpeed: ProviderRow = {
  name: 'WaveSpeed as a provider',
  offers: {
    list: true,
    livePrice: true,
    balance: true,
    bill: true,
    webhooks: true,
    sensitiveMarks: true,
    outputShapes: ['strings', 'objects'],
  },
  start,
};

async function start(): Promise<ProviderRig> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-provider-'));
  const clip = path.join(dir, 'clip.mp4');
  await makeClip({ path: clip, seconds: 8 });
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const models = usualModels();
  const service = await WaveSpeedStandIn.start({
    dir,
    models,
    balanceMicros: BALANCE,
    edit: async (job) => {
      await gate.promise;
      await copyFile(job.clip, job.take);
    },
  });
  const { apiKey, url } = service;
  const provider = new WaveSpeed({ apiKey, url });
  const withWrongKey = new WaveSpeed({ apiKey: 'of-nobody', url });
  const impatient = new WaveSpeed({ apiKey, url, limits: SHORT });
  const unreachable = new WaveSpeed({ apiKey, url: 'http://127.0.0.1:9' });
  const ahead = new WaveSpeed({ apiKey, url, clock: AHEAD });
  const model = new Catalogue(['wavespeed']).named('kling-o3-pro');
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
    fault: (on, fault, times) => service.faults.add(PLACES[on], fault, times),
    expireUpload: (url) => service.expireUpload(url),
    chargedFor: (id) => service.chargedFor(id),
    raisePrice: (times) => {
      for (const sold of models) sold.perSecondMicros *= times;
    },
    endNext: (ending) => service.endNext(ENDINGS[ending]),
    hold: () => {
      gate = Promise.withResolvers();
    },
    letGo: () => gate.resolve(),
    setBalance: (amount) => {
      service.balanceMicros = amount;
    },
    refuseForFunds: ([400, 402, 403] as const).map((status) => () => {
      service.switches.needsFundsStatus = status;
    }),
    setSensitive: (sensitive) => {
      service.switches.nsfw = sensitive;
    },
    setOutputs: (shape) => {
      service.switches.outputsAs = shape === 'objects' ? 'objects' : 'strings';
    },
    webhooks: () => service.switches.webhooks,
    reset: () => {
      gate.resolve();
      service.faults.clear();
      service.balanceMicros = BALANCE;
      models.splice(0, models.length, ...usualModels());
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

/** With prices that a test may move. */
function usualModels() {
  return SOLD_MODELS.map((sold) => ({ ...sold }));
}
