/** Semitones above A3, one per beat half; null rests. */
const TUNE = [3, 7, 10, 15, 12, 10, 7, null, 5, 8, 12, 17, 15, 12, 8, null] as const;
const BASS = [-9, -9, -7, -7] as const;
const HALF_BEAT = 0.24;
const A3 = 220;

/**
 * A small plucked tune, calculated: loudness from -1 to 1 at a time. Two voices with two overtones each, which die away
 * like a string does; it begins and ends softly.
 */
export function melody(seconds: number): (at: number) => number {
  return (at) => {
    const edges = Math.min(1, at / 0.05, Math.max(0, (seconds - at) / 0.6));
    return edges * (0.3 * voice(at, HALF_BEAT, TUNE, 1, 4.2) + 0.22 * voice(at, 4 * HALF_BEAT, BASS, 1, 1.6));
  };
}

/** The notes of a voice that still sound: the present one and the one before. */
function voice(
  at: number,
  gap: number,
  notes: readonly (number | null)[],
  octave: number,
  decay: number,
): number {
  const now = Math.floor(at / gap);
  return [now, now - 1].reduce((sum, index) => {
    const note = index < 0 ? null : notes[index % notes.length];
    return note == null ? sum : sum + pluck(at - index * gap, octave * A3 * 2 ** (note / 12), decay);
  }, 0);
}

function pluck(age: number, hertz: number, decay: number): number {
  const turn = 2 * Math.PI * hertz * age;
  const attack = Math.min(1, age / 0.006);
  const tone =
    Math.sin(turn) +
    0.4 * Math.exp(-3 * age) * Math.sin(2 * turn) +
    0.2 * Math.exp(-6 * age) * Math.sin(3 * turn);
  return attack * Math.exp(-decay * age) * tone;
}
