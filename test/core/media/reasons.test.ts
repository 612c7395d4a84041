import { describe, expect, it } from 'vitest';
import { DownloadError, reasonOfDownload } from '../../../src/core/media/download-error.ts';
import { MediaError, reasonOfMedia } from '../../../src/core/media/media-error.ts';

describe('the reason that a person is given', () => {
  it.each([
    ['not_found', { code: 'clip_unreachable', detail: 'not_found' }],
    ['forbidden', { code: 'clip_unreachable', detail: 'forbidden' }],
    ['private_address', { code: 'clip_unreachable', detail: 'private_address' }],
    ['bad_link', { code: 'clip_unreachable', detail: 'bad_link' }],
    ['html', { code: 'clip_unreachable', detail: 'bad_link' }],
    ['truncated', { code: 'clip_unreachable', detail: 'unreachable' }],
    ['wrong_size', { code: 'clip_unreachable', detail: 'unreachable' }],
    ['timed_out', { code: 'clip_unreachable', detail: 'unreachable' }],
    ['unreachable', { code: 'clip_unreachable', detail: 'unreachable' }],
  ] as const)('for a download that ended with %s', (code, reason) => {
    expect(reasonOfDownload(new DownloadError(code, 'why'), 5)).toEqual(reason);
  });

  it('for a download that is too big names the size, where it is known, and the limit', () => {
    const known = new DownloadError('too_big', 'why', { bytes: 7 });
    expect(reasonOfDownload(known, 5)).toEqual({ code: 'clip_too_big', bytes: 7, limit: 5 });
    expect(reasonOfDownload(new DownloadError('too_big', 'why'), 5)).toMatchObject({ bytes: null });
  });

  it.each([
    ['not_a_video', null, { code: 'not_a_video', name: 'promo.mov' }],
    ['damaged', null, { code: 'clip_damaged', name: 'promo.mov' }],
    ['unsupported_container', 'avi', { code: 'clip_format', format: 'avi' }],
    ['unsupported_codec', 'vvc1', { code: 'clip_format', format: 'vvc1' }],
    ['unsupported_codec', null, { code: 'clip_format', format: null }],
    ['empty_window', null, { code: 'window_outside', durationMs: 8_400 }],
    ['tool_failed', null, { code: 'internal', detail: 'why' }],
  ] as const)('for a clip that ended with %s', (code, kind, reason) => {
    const error = new MediaError(code, 'why', kind ? { kind } : {});
    expect(reasonOfMedia(error, { name: 'promo.mov', durationMs: 8_400 })).toEqual(reason);
  });
});
