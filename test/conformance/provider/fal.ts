import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Catalogue } from '../../../src/core/providers/catalogue.ts';
import { Fal } from '../../../src/core/providers/fal.ts';
import { CANCELLED, type Ending, MODERATION } from '../../../src/sandbox/fal/ending.ts';
import { FalStandIn } from '../../../src/sandbox/fal/stand-in.ts';
import { usualSwitches } from '../../../src/sandbox/fal/switches.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import type { ProviderRig, RigEnding } from './rig.ts';
import type { ProviderRow } from './row.ts';

const ENDINGS: Readonly<Record<RigEnding, Ending>> = {
  completed: { kind: 'edited' },
  moderation: MODERATION,
  bad_media: {
    kind: 'model_error',
    status: 422,
    type: 'file_download_error',
    field: 'video_url',
    msg: 'Failed to download the file',
  },
  internal: { kind: 'model_error', status: 500, type: 'internal_server_error', msg: 'Internal server error' },
  cancelled: CANCELLED,
  timed_out: { kind: 'request_error', status: 504, errorType: 'request_timeout', msg: 'Request timed out' },
};
/** The service has no prices, no list and no balance that could suffer a fault. */
const NOWHERE = 'nowhere';
const PLACES = {
  submit: 'submit',
  read: /^GET .+\/status$/,
  upload: 'upload',
  price: NOWHERE,
  find: NOWHERE,
  balance: NOWHERE,
};
const AHEAD = { now: () => Date.now() + 600_000 };
const SHORT = { connect: 700, answer: 700, submit: 700 };
const BALANCE = 1_000_000_000;

export const fal: ProviderRow = {
  name: 'fal as a provider',
  offers: {
    list: false,
    livePrice: false,
    balance: false,
    bill: false,
    webhooks: true,
    sensitiveMarks: false,
    outputShapes: ['a result at the bare address', 'a result at the address that the status names'],
  },
  start,
};

async function start(): Promise<ProviderRig> {
  const dir = await mkdtemp(path.join(tmpdir(), 'recut-provider-'));
  const clip = path.join(dir, 'clip.mp4');
  await makeClip({ path: clip, seconds: 8 });
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const service = await FalStandIn.start({
    dir,
    balanceMicros: BALANCE,
    edit: async (job) => {
      await gate.promise;
      await copyFile(job.clip, job.take);
    },
  });
  const { apiKey, url } = service;
  const urls = { queueUrl: url, restUrl: url };
  const provider = new Fal({ apiKey, ...urls });
  const withWrongKey = new Fal({ apiKey: 'of-nobody', ...urls });
  const impatient = new Fal({ apiKey, ...urls, limits: SHORT });
  const nowhere = 'http://127.0.0.1:9';
  const unreachable = new Fal({ apiKey, queueUrl: nowhere, restUrl: nowhere });
  const ahead = new Fal({ apiKey, ...urls, clock: AHEAD });
  const model = new Catalogue(['fal']).named('kling-o3-pro');
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
    // An id names the model's app as well.
    chargedFor: (id) => service.chargedFor(path.basename(id)),
    raisePrice: () => {
      throw new Error('fal names no price');
    },
    endNext: (ending) => service.endNext(ENDINGS[ending]),
    hold: () => {
      gate = Promise.withResolvers();
    },
    letGo: () => gate.resolve(),
    setBalance: (amount) => {
      service.balanceMicros = amount;
    },
    refuseForFunds: [usualSwitches().lockReason, 'TOP_UP.'].map((reason) => () => {
      service.switches.lockReason = reason;
    }),
    setSensitive: () => {},
    setOutputs: (shape) => {
      service.switches.responseUrlEnd = shape === fal.offers.outputShapes[0] ? '' : '/response';
    },
    webhooks: () => service.switches.webhooks,
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
