/** How bright pictures of high dynamic range are made into ordinary ones, colour by colour. */

export type HdrTransfer = 'hlg' | 'pq';
type Three = readonly [number, number, number];

/** What paper white is in the light of both kinds (nits): ITU-R BT.2408, 2.2. */
const WHITE_NITS = 203;
/** As bright as HLG gets on its reference display, and as bright as hardly any PQ clip gets (BT.2408). */
const PEAK_NITS = 1000;
const PEAK = PEAK_NITS / WHITE_NITS;
/** Up to here, where paper white is 1, light stays as it is; what is above is pressed into the room that is left. */
const KNEE = 0.5;
/** An ordinary display makes light out of a signal by this power (BT.1886). */
const DISPLAY_GAMMA = 2.4;

/**
 * The signal of an ordinary picture (BT.709, each of red, green and blue 0 to 1) for one of high dynamic range
 * (BT.2020). The darker half is kept, the highlights are compressed with their colour kept: paper white comes out at 0.89.
 */
export function toneMapped(signal: Three, transfer: HdrTransfer): Three {
  const light = wideToUsual(transfer === 'hlg' ? lightOfHlg(signal) : lightOfPq(signal));
  const brightest = Math.max(...light);
  const scale = brightest > KNEE ? pressed(brightest) / brightest : 1;
  return each(light, (value) => clamp(value * scale) ** (1 / DISPLAY_GAMMA));
}

/** Light of a signal in parts of paper white: the inverse of the camera's curve, then the display's (BT.2100, table 5). */
function lightOfHlg(signal: Three): Three {
  const scene = each(signal, inverseHlg);
  const brightness = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2];
  return each(scene, (value) => PEAK * brightness ** 0.2 * value);
}

function inverseHlg(signal: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const value = clamp(signal);
  return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - c) / a) + b) / 12;
}

/** BT.2100, table 4. */
function lightOfPq(signal: Three): Three {
  const [m1, m2, c1, c2, c3] = [0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875];
  return each(signal, (value) => {
    const power = clamp(value) ** (1 / m2);
    const nits = 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1);
    return Math.min(nits, PEAK_NITS) / WHITE_NITS;
  });
}

/** From the primaries of BT.2020 to those of BT.709 (ITU-R BT.2087). */
function wideToUsual([red, green, blue]: Three): Three {
  return [
    Math.max(0, 1.6605 * red - 0.5876 * green - 0.0728 * blue),
    Math.max(0, -0.1246 * red + 1.1329 * green - 0.0083 * blue),
    Math.max(0, -0.0182 * red - 0.1006 * green + 1.1187 * blue),
  ];
}

/** A curve (of Möbius) that leaves the straight line at the knee without a bend and comes to 1 at the peak. */
function pressed(light: number): number {
  const below = KNEE ** 2 - 2 * KNEE + PEAK;
  const [a, b] = [(-(KNEE ** 2) * (PEAK - 1)) / below, (KNEE ** 2 - 2 * KNEE * PEAK + PEAK) / (PEAK - 1)];
  return (((b ** 2 + 2 * b * KNEE + KNEE ** 2) / (b - a)) * (light + a)) / (light + b);
}

function each([red, green, blue]: Three, change: (value: number) => number): Three {
  return [change(red), change(green), change(blue)];
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
