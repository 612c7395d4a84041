import { describe, expect, it } from 'vitest';
import type { Reason, ReasonCode } from '../../../src/core/edit/reason.ts';
import { parseDollars } from '../../../src/core/money/micros.ts';
import { reasonWording } from '../../../src/core/views/reason-wording.ts';

/** One example of every reason: the compiler refuses this table while one is missing. */
const EXAMPLES: { [Code in ReasonCode]: Extract<Reason, { code: Code }> } = {
  help: { code: 'help' },
  heard_late: { code: 'heard_late' },
  no_prompt: { code: 'no_prompt' },
  prompt_too_long: { code: 'prompt_too_long', length: 3_000, limit: 2_500 },
  unknown_option: { code: 'unknown_option', option: '--x', nearest: null },
  bad_option: { code: 'bad_option', option: '--from', value: 'soon', expected: 'a time such as 0:02' },
  unknown_model: { code: 'unknown_model', model: 'x', nearest: 'wavespeed/kling-o3-pro' },
  unknown_reference: { code: 'unknown_reference', name: '@Image3', given: 2 },
  too_many_images: { code: 'too_many_images', given: 5, limit: 4 },
  elements_not_taken: {
    code: 'elements_not_taken',
    model: 'Kling O3 Pro',
    instead: 'segmind/kling-o3-pro',
  },
  too_many_elements: { code: 'too_many_elements', given: 5, limit: 4 },
  too_many_references: { code: 'too_many_references', given: 5, limit: 4, instead: null },
  too_many_views: { code: 'too_many_views', name: '@Element1', given: 4, limit: 3 },
  option_not_taken: { code: 'option_not_taken', option: '--aspect', model: 'Kling O3 Pro', instead: null },
  unknown_name: { code: 'unknown_name', name: '@macsot', nearest: '@mascot', saved: 3 },
  saved_gone: { code: 'saved_gone', name: '@mascot' },
  no_clip: { code: 'no_clip' },
  too_many_clips: { code: 'too_many_clips', given: 2 },
  clip_unreachable: { code: 'clip_unreachable', detail: 'not_found' },
  platform_away: { code: 'platform_away' },
  clip_not_shared: { code: 'clip_not_shared' },
  clip_gone: { code: 'clip_gone' },
  disk_broken: { code: 'disk_broken' },
  disk_full: { code: 'disk_full' },
  clip_too_big: { code: 'clip_too_big', bytes: 600_000_000, limit: 500_000_000 },
  not_a_video: { code: 'not_a_video', name: 'notes.mp4' },
  clip_damaged: { code: 'clip_damaged', name: 'promo.mp4' },
  clip_format: { code: 'clip_format', format: 'avi' },
  clip_too_long: { code: 'clip_too_long', durationMs: 47_000, limitMs: 10_050 },
  clip_too_short: { code: 'clip_too_short', durationMs: 1_000, limitMs: 3_000 },
  choice_expired: { code: 'choice_expired' },
  clip_shape: { code: 'clip_shape', width: 3000, height: 600, min: 720, max: 2160 },
  clip_pixels: { code: 'clip_pixels', width: 7680, height: 4320 },
  clip_not_fitted: { code: 'clip_not_fitted' },
  window_outside: { code: 'window_outside', durationMs: 5_000 },
  image_unusable: { code: 'image_unusable', name: 'can.gif', why: 'animated' },
  over_cap: {
    code: 'over_cap',
    price: parseDollars('3.60'),
    cap: parseDollars('250'),
    left: parseDollars('2'),
    period: 'November',
  },
  no_price: { code: 'no_price', model: 'Kling O3 Pro' },
  quote_expired: { code: 'quote_expired' },
  over_ceiling: { code: 'over_ceiling', price: parseDollars('12'), ceiling: parseDollars('10') },
  over_length: { code: 'over_length', durationMs: 12_000, limitMs: 10_000 },
  approval_expired: { code: 'approval_expired' },
  declined: { code: 'declined', why: 'too dear' },
  moderation: { code: 'moderation' },
  bad_media: { code: 'bad_media', detail: 'the video could not be read' },
  bad_request: { code: 'bad_request', detail: 'a parameter is missing' },
  provider_funds: { code: 'provider_funds' },
  provider_access: { code: 'provider_access' },
  provider_busy: { code: 'provider_busy' },
  provider_down: { code: 'provider_down' },
  provider_failed: { code: 'provider_failed' },
  take_expired: { code: 'take_expired' },
  take_unusable: { code: 'take_unusable' },
  parts_failed: { code: 'parts_failed', parts: 3, why: { code: 'provider_failed' } },
  parts_not_joined: { code: 'parts_not_joined', parts: 3, charged: parseDollars('6.06') },
  settled_as_charged: { code: 'settled_as_charged', charged: parseDollars('1.08') },
  settled_as_not_run: { code: 'settled_as_not_run', why: 'it is not in the bill' },
  too_many_requests: { code: 'too_many_requests', limit: 20 },
  queue_full: { code: 'queue_full', limit: 500 },
  restored: { code: 'restored' },
  cancelled: { code: 'cancelled' },
  internal: { code: 'internal', detail: 'unexpected' },
};

describe('the wording of reasons', () => {
  it.each(Object.values(EXAMPLES))(
    '$code says in whole sentences what happened and that it was free',
    (reason) => {
      const text = reasonWording(reason);
      expect(text).toMatch(/[.]$/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      const said = ['help', 'restored', 'settled_as_charged', 'parts_not_joined'].includes(reason.code);
      if (!said) expect(text).toContain('Nothing was charged');
    },
  );

  it('names the figures that matter', () => {
    expect(reasonWording(EXAMPLES.over_cap)).toContain(
      'This edit costs $3.60, and the team has $2.00 of $250.00 left in November.',
    );
    expect(reasonWording(EXAMPLES.clip_too_long)).toContain(
      '47 s long; the model takes up to 10 s. Choose a part, for example --from 0:00 --to 0:10.',
    );
    expect(reasonWording(EXAMPLES.unknown_reference)).toContain(
      'The text names @Image3, but only 2 were given.',
    );
  });
});
