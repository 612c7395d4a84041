import { formatDollars, type Micros, micros } from '../money/micros.ts';

/** What a chart shows: bars by day, each made of people, against a cap. */
export interface ChartData {
  title: string;
  subtitle: string;
  days: readonly { label: string; isFuture: boolean }[];
  /** With an amount for each day; at most nine are told apart. */
  people: readonly { name: string; days: readonly Micros[] }[];
  /** Each bar shows what was spent up to its day, rather than on it. */
  isRunning: boolean;
  cap: { amount: Micros; name: string } | null;
}

/** A line of text in a picture: sharp draws it in the bundled font. */
export interface ChartText {
  text: string;
  left: number;
  /** Of its middle. */
  top: number;
  size: number;
  colour: string;
  align: 'left' | 'right' | 'middle';
}

/** A drawing without any text, and the texts on it. */
export interface Chart {
  svg: string;
  texts: readonly ChartText[];
  width: number;
  height: number;
}

const WIDTH = 1200;
const HEIGHT = 675;
const PLOT = { left: 110, right: 1160, top: 130, bottom: 520 };
const LEGEND = { top: 585, columns: 4, rowHeight: 34 };

/** Its own dark ground makes the picture readable in light and in dark surroundings. */
const COLOURS = { ground: '#16181d', grid: '#2c313a', text: '#f2f4f8', faint: '#aab1be', cap: '#ff6b5e' };
const PEOPLE = [
  '#5aa9ff',
  '#ffb454',
  '#5ad1a5',
  '#d58cff',
  '#ff8fa3',
  '#e5e15c',
  '#58d3e8',
  '#b0a38c',
  '#8f98ff',
];

/** Draws a chart of 1200 × 675 pixels. */
export function drawChart(data: ChartData): Chart {
  const bars = data.days.map((_, day) => data.people.map(({ days }) => upTo(days, day, data.isRunning)));
  const tallest = Math.max(...bars.map(sum), data.cap?.amount ?? 0, 1_000_000);
  const step = stepFor(tallest);
  const top = Math.ceil((tallest * 1.02) / step) * step;
  const y = (amount: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * amount) / top;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const capLine = data.cap ? y(data.cap.amount) : null;
  return {
    width: WIDTH,
    height: HEIGHT,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
      `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOURS.ground}"/>`,
      ...lines.map((amount) => horizontal(y(amount), COLOURS.grid, 1)),
      ...bars.flatMap((bar, day) => (data.days[day]?.isFuture ? [] : barOf(bar, day, bars.length, y))),
      ...(capLine === null ? [] : [horizontal(capLine, COLOURS.cap, 3, '10 7')]),
      ...data.people.map((_, index) => swatch(index)),
      '</svg>',
    ].join(''),
    texts: [
      { text: data.title, left: 40, top: 46, size: 34, colour: COLOURS.text, align: 'left' },
      { text: data.subtitle, left: 40, top: 90, size: 22, colour: COLOURS.faint, align: 'left' },
      ...lines.map(
        (amount): ChartText => ({
          text: formatDollars(micros(amount)).replace(/\.00$/, ''),
          left: PLOT.left - 14,
          top: y(amount),
          size: 20,
          colour: COLOURS.faint,
          align: 'right',
        }),
      ),
      ...dayTexts(data),
      ...(data.cap && capLine !== null
        ? [
            {
              text: `${data.cap.name} ${formatDollars(data.cap.amount)}`,
              left: PLOT.right,
              top: capLine - 17,
              size: 20,
              colour: COLOURS.cap,
              align: 'right' as const,
            },
          ]
        : []),
      ...data.people.map(
        ({ name }, index): ChartText => ({
          text: name,
          left: legendLeft(index) + 28,
          top: legendTop(index),
          size: 21,
          colour: COLOURS.text,
          align: 'left',
        }),
      ),
    ],
  };
}

function upTo(days: readonly Micros[], day: number, isRunning: boolean): number {
  return isRunning ? sum(days.slice(0, day + 1)) : (days[day] ?? 0);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** 1, 2 or 5 times a power of ten, so that four to ten lines stand in the plot. */
function stepFor(tallest: number): number {
  const rough = tallest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function dayTexts({ days }: ChartData): ChartText[] {
  const width = (PLOT.right - PLOT.left) / days.length;
  return days.map(({ label }, day) => ({
    text: label,
    left: PLOT.left + width * (day + 0.5),
    top: PLOT.bottom + 26,
    size: 20,
    colour: COLOURS.faint,
    align: 'middle',
  }));
}

function barOf(
  amounts: readonly number[],
  day: number,
  days: number,
  y: (amount: number) => number,
): string[] {
  const slot = (PLOT.right - PLOT.left) / days;
  const width = Math.min(slot * 0.72, 90);
  const left = PLOT.left + slot * day + (slot - width) / 2;
  let below = 0;
  return amounts.map((amount, index) => {
    const [bottom, upper] = [y(below), y(below + amount)];
    below += amount;
    const height = bottom - upper;
    return `<rect x="${left.toFixed(1)}" y="${upper.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colourOf(index)}"/>`;
  });
}

function horizontal(at: number, colour: string, width: number, dashes = ''): string {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}" stroke="${colour}" stroke-width="${width}"${dashed}/>`;
}

function swatch(index: number): string {
  return `<rect x="${legendLeft(index)}" y="${legendTop(index) - 9}" width="18" height="18" rx="4" fill="${colourOf(index)}"/>`;
}

function legendLeft(index: number): number {
  return PLOT.left + (index % LEGEND.columns) * ((PLOT.right - PLOT.left) / LEGEND.columns);
}

function legendTop(index: number): number {
  return LEGEND.top + Math.floor(index / LEGEND.columns) * LEGEND.rowHeight;
}

function colourOf(index: number): string {
  return PEOPLE[index % PEOPLE.length] ?? COLOURS.text;
}
