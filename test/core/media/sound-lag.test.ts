import { describe, expect, it } from 'vitest';
import { judgeSound, STEP_SECONDS } from '../../../src/core/media/sound-lag.ts';

/** Five seconds of speech, as loudness goes: words of uneven length and strength. */
const SPEECH = Array.from({ length: 5 / STEP_SECONDS }, (_, step) => {
  const word = Math.sin(step / 7) * Math.sin(step / 17 + 1) + Math.sin(step / 41);
  return Math.max(0, word) * 0.1;
});
const STILL = SPEECH.map(() => 0);

/** The same, this much later (or earlier), at another volume. */
function moved(seconds: number, volume = 1): number[] {
  const steps = Math.round(seconds / STEP_SECONDS);
  return SPEECH.map((_, step) => (SPEECH[step - steps] ?? 0) * volume);
}

describe('the sound of a take', () => {
  it.each([
    ['is the same', SPEECH, 'same'],
    ['is the same at another volume', moved(0, 0.4), 'same'],
    ['is off by no more than codecs make it', moved(0.04), 'same'],
    ['is late', moved(0.3), 'shifted'],
    ['is early', moved(-0.3), 'shifted'],
    ['is late by a second', moved(1), 'shifted'],
    ['is gone', STILL, 'silent'],
    ['is another one', SPEECH.map((_, step) => Math.abs(Math.sin(step * step)) * 0.1), 'same'],
    ['is even, so that nobody can tell', SPEECH.map(() => 0.1), 'same'],
  ] as const)('%s', (_, take, verdict) => {
    expect(judgeSound(SPEECH, take)).toBe(verdict);
  });

  it('of a clip that is silent itself is never missed', () => {
    expect(judgeSound(STILL, STILL)).toBe('same');
    expect(judgeSound([], [])).toBe('same');
  });

  it('is told also when the take is shorter or longer', () => {
    expect(judgeSound(SPEECH, moved(0.3).slice(0, 180))).toBe('shifted');
    expect(judgeSound(SPEECH.slice(0, 180), SPEECH)).toBe('same');
  });
});
