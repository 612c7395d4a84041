import type { Grade } from './grade.ts';

/** An effect that a word or two ask for. */
export type Look =
  | { kind: 'grade'; grade: Grade }
  | { kind: 'blur' | 'mirror' | 'upside_down' | 'blocks' | 'cartoon' | 'snow' | 'rain' };

const graded = (grade: Grade): Look => ({ kind: 'grade', grade });

/** The words the effects listen to. Each row is looked for once. */
export const LOOKS: readonly (readonly [RegExp, Look])[] = [
  [
    /black[\s-]+(?:and|&|n)[\s-]+white|\bb\s?&\s?w\b|monochrome|gr[ae]yscale|\bnoir\b/,
    graded({ saturation: 0 }),
  ],
  [
    /\bsepia\b|\bvintage\b|\bold[\s-](?:film|photo|movie)\b/,
    graded({ saturation: 0.15, blue: -18, red: 12, vignette: 0.4 }),
  ],
  [
    /\bdusk\b|\btwilight\b|\bevening\b/,
    graded({ gain: 0.72, gamma: 1.35, saturation: 0.8, blue: 12, red: 3, vignette: 0.45 }),
  ],
  [
    /\bsunset\b|\bsundown\b|golden hour/,
    graded({ gain: 0.88, gamma: 1.2, saturation: 1.15, blue: -20, red: 16, vignette: 0.35 }),
  ],
  [
    /\bnight(?:[\s-]?time)?\b|\bmidnight\b|\bmoonlight\b/,
    graded({ gain: 0.5, gamma: 1.5, saturation: 0.5, blue: 18, red: -6, vignette: 0.6 }),
  ],
  [/\bdark(?:er|en)\b|\bdim(?:mer)?\b/, graded({ gain: 0.75, gamma: 1.2 })],
  [/\bbright(?:er|en)?\b|\bsunny\b|\bdaylight\b|\blighter\b/, graded({ gain: 1.06, gamma: 0.7 })],
  [/\bwarm(?:er)?\b|\bcozy\b/, graded({ blue: -14, red: 9 })],
  [/\bcooler\b|\bcold(?:er)?\b|\bicy\b|\bwintry\b/, graded({ blue: 14, red: -9 })],
  [/\bvivid\b|\bvibrant\b|\bsaturated\b|\bcolou?rful\b/, graded({ saturation: 1.6 })],
  [/\bpastel\b|\bfaded\b|\bwashed[\s-]out\b/, graded({ saturation: 0.5, gain: 1.04, gamma: 0.8 })],
  [/\bnegative\b|\binvert(?:ed)?\b/, graded({ negative: true })],
  [/\bblur(?:red|ry)?\b|out of focus|\bfoggy\b|\bdreamy\b/, { kind: 'blur' }],
  [/upside[\s-]down|flip(?:ped)?\s+vertical(?:ly)?/, { kind: 'upside_down' }],
  [/\bmirror(?:ed)?\b|\bflip(?:ped)?\b/, { kind: 'mirror' }],
  [/\bblocky\b|\bpixel(?:ated|ate|art|s)?\b|\bmosaic\b|8[\s-]?bit|\blego\b/, { kind: 'blocks' }],
  [/\bcartoon(?:ish)?\b|\bcomic\b|\banime\b/, { kind: 'cartoon' }],
  [/\bsnow(?:s|y|ing|fall)?\b/, { kind: 'snow' }],
  [/\brain(?:s|y|ing)?\b/, { kind: 'rain' }],
];
