/** Repeatable chance: the same seed damages a file in the same way (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Damage = (file: Buffer, random: () => number) => Buffer;

const DAMAGES: Record<string, Damage> = {
  truncated: (file, random) => file.subarray(0, Math.floor(random() * file.length)),
  flipped: (file, random) => spoil(file, random, 20, (byte) => byte ^ (1 << Math.floor(random() * 8))),
  'flipped where the tables are': (file, random) => {
    const tables = Math.max(0, file.indexOf('moov') - 4);
    const head = Buffer.from(file.subarray(tables, tables + 4_000));
    return Buffer.concat([
      file.subarray(0, tables),
      spoil(head, random, 8, () => random() * 256),
      file.subarray(tables + 4_000),
    ]);
  },
  'given huge sizes': (file, random) => {
    const spoilt = Buffer.from(file);
    for (let count = 0; count < 4; count += 1) {
      spoilt.writeUInt32BE(
        0xffffff00 + Math.floor(random() * 255),
        Math.floor(random() * Math.min(4_000, file.length - 4)),
      );
    }
    return spoilt;
  },
  shifted: (file, random) => {
    const at = Math.floor(random() * file.length);
    return Buffer.concat([
      file.subarray(0, at),
      Buffer.alloc(1 + Math.floor(random() * 16)),
      file.subarray(at),
    ]);
  },
  'filled with noise': (file, random) => {
    const from = Math.floor(random() * file.length);
    return Buffer.from(file.map((byte, at) => (at >= from && at < from + 2_000 ? random() * 256 : byte)));
  },
};

function spoil(file: Buffer, random: () => number, count: number, change: (byte: number) => number): Buffer {
  const spoilt = Buffer.from(file);
  for (let left = count; left > 0; left -= 1) {
    const at = Math.floor(random() * spoilt.length);
    spoilt[at] = change(spoilt[at] ?? 0);
  }
  return spoilt;
}

/** A damaged copy of a file, and how it was damaged. */
export function mutate(file: Buffer, seed: number): { how: string; content: Buffer } {
  const kinds = Object.entries(DAMAGES);
  const [how, damage] = kinds[seed % kinds.length] ?? ['not at all', (same: Buffer) => same];
  return { how, content: damage(file, chance(seed)) };
}
