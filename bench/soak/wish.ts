/** What somebody wants of one edit. */
export interface Wish {
  prompt: string;
  platform: 'slack' | 'discord';
  /** `next`: of the take of an edit before it. `dear`: above what runs without an approval. */
  kind: 'first' | 'next' | 'refused' | 'broken' | 'dear' | 'given up';
  by: string;
  /** What an approver will say of it, if asked. */
  approved: boolean;
}

/** How many of a hundred are of each kind; the rest are plain ones. */
const KINDS = [
  ['next', 20],
  ['refused', 4],
  ['broken', 4],
  ['dear', 8],
  ['given up', 5],
] as const satisfies [Wish['kind'], number][];
/** The words that make the stand-in fail. */
const ENDINGS: Partial<Record<Wish['kind'], string>> = { refused: ' [moderation]', broken: ' [internal]' };
/** Who asks; Dana approves. */
const PEOPLE = ['Mara', 'Lee'];

/** The same wishes in every run with the same numbers. */
export function wishOf(number: number, random: () => number): Wish {
  const kind = kindOf(random() * 100);
  return {
    prompt: `make it dusk, number ${number}${ENDINGS[kind] ?? ''}`,
    platform: number % 2 === 0 ? 'slack' : 'discord',
    kind,
    by: PEOPLE[Math.floor(random() * PEOPLE.length)] ?? 'Mara',
    approved: random() < 0.7,
  };
}

function kindOf(percent: number): Wish['kind'] {
  let from = 0;
  for (const [kind, share] of KINDS) {
    from += share;
    if (percent < from) return kind;
  }
  return 'first';
}
