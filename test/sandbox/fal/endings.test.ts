import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usualSwitches } from '../../../src/sandbox/fal/switches.ts';
import { Caller } from './caller.ts';

const SMALL = { seconds: 3, width: 720, height: 720, fps: 24, sound: false };

describe('a request to the fal stand-in', () => {
  let caller: Caller;
  let video: string;
  beforeAll(async () => {
    caller = await Caller.start();
    video = await caller.clip(SMALL);
  });
  beforeEach(() => void Object.assign(caller.standIn.switches, usualSwitches()));
  afterAll(() => caller.stop());

  it('is COMPLETED although the model refused it; the result says why, typed', async () => {
    const { status, result } = await caller.outcome(video, { prompt: 'dusk [moderation]' });
    expect(status).toMatchObject({
      status: 200,
      body: { status: 'COMPLETED', error: 'Invalid status code: 422' },
    });
    expect(result).toMatchObject({ status: 422, headers: { 'x-fal-retryable': 'false' } });
    expect(result.body.detail).toEqual([
      {
        loc: ['body', 'prompt'],
        msg: expect.any(String),
        type: 'content_policy_violation',
        url: 'https://docs.fal.ai/errors/#content_policy_violation',
        ctx: {},
        input: expect.any(Object),
      },
    ]);
  });

  it.each([
    ['[timeout]', 504, 'request_timeout'],
    ['[unavailable]', 503, 'runner_scheduling_failure'],
    ['[cancelled]', 499, 'client_cancelled'],
  ])('that says %s ends with %i and %s, told three times over', async (prompt, code, type) => {
    const { status, result } = await caller.outcome(video, { prompt });
    expect(status.body).toMatchObject({ error: expect.any(String), error_type: type });
    expect(result).toMatchObject({
      status: code,
      headers: { 'x-fal-error-type': type },
      body: { detail: expect.any(String), error_type: type },
    });
  });

  it('can leave it to the result to say that it failed', async () => {
    caller.standIn.switches.statusTellsErrors = false;
    const { status, result } = await caller.outcome(video, { prompt: '[internal]' });
    expect(status.body).not.toHaveProperty('error');
    expect(result).toMatchObject({ status: 500, body: { detail: [{ type: 'internal_server_error' }] } });
  });

  it('ends as it is told to, and may never end', async () => {
    caller.standIn.endNext({ kind: 'stuck' });
    caller.standIn.endNext({ kind: 'model_error', status: 422, type: 'no_media_generated', msg: 'None' });
    const stuck = await caller.submit(video);
    const { result } = await caller.outcome(video);
    expect(result.body.detail[0]).toMatchObject({ type: 'no_media_generated', loc: ['body'] });
    expect((await caller.get(stuck.body.status_url)).body.status).toBe('IN_PROGRESS');
  });

  it.each<[string, object, string, string]>([
    ['is missing its prompt', { prompt: undefined }, 'invalid_type', 'prompt'],
    ['has a field nobody knows', { keep_original_sound: true }, 'unrecognized_keys', 'keep_original_sound'],
    ['has five images', { image_urls: Array(5).fill('https://a.example/1.png') }, 'custom', 'image_urls'],
    ['has no address for an image', { image_urls: ['1.png'] }, 'invalid_format', 'image_urls'],
  ])('that %s is taken, and fails when it is looked at', async (_what, more, type, field) => {
    const { result } = await caller.outcome(video, more);
    expect(result).toMatchObject({ status: 422, body: { detail: [{ type, loc: ['body', field] }] } });
  });

  it.each<[string, Parameters<Caller['clip']>[0], string]>([
    ['too short', { ...SMALL, seconds: 2 }, 'video_duration_too_short'],
    ['too long', { ...SMALL, seconds: 11 }, 'video_duration_too_long'],
    ['too small', { ...SMALL, height: 480 }, 'video_too_small'],
  ])('of a clip that is %s fails, and costs nothing', async (_what, wanted, type) => {
    const before = caller.standIn.chargedMicros;
    const { result } = await caller.outcome(await caller.clip(wanted));
    expect(result).toMatchObject({ status: 422, body: { detail: [{ type, loc: ['body', 'video_url'] }] } });
    expect(caller.standIn.chargedMicros).toBe(before);
  });

  it.each([
    ['a clip', {}, 'video_url'],
    ['an image', { image_urls: ['http://127.0.0.1:9/1.png'] }, 'image_urls'],
  ])('with %s that cannot be fetched fails', async (_what, more, field) => {
    const address = field === 'video_url' ? `${caller.standIn.url}/media/none/x.mp4` : video;
    const { result } = await caller.outcome(address, more);
    expect(result.body.detail[0]).toMatchObject({ type: 'file_download_error', loc: ['body', field] });
  });

  it('is refused while the account is locked, as uploads are; looking is not', async () => {
    const { body } = await caller.submit(video);
    caller.standIn.balanceMicros = 0;
    const locked = {
      status: 403,
      body: { detail: expect.stringMatching(/^User is locked\. Reason: Exhausted/) },
    };
    expect(await caller.submit(video)).toMatchObject(locked);
    expect(await caller.startUpload()).toMatchObject(locked);
    expect((await caller.over(body.request_id)).status.status).toBe(200);
    caller.standIn.switches.lockReason = 'TOP_UP.';
    expect((await caller.submit(video)).body.detail).toBe('User is locked. Reason: TOP_UP.');
    caller.standIn.balanceMicros = 10_000_000;
    expect((await caller.submit(video)).status).toBe(200);
  });
});
