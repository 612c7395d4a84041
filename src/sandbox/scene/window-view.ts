import type { Layout } from './layout.ts';

/** Seconds in which somebody walks past the window, again and again, and when the first one enters it. */
const WALK = { seconds: 5, from: 0.8 };

/** Where the passer-by is, from 0 (has just come into view) to 1 (has left it); outside of it nobody is there. */
export function walk(seconds: number): number {
  return ((seconds - WALK.from) % 7) / WALK.seconds;
}

/** The daylight behind the panes, with clouds, hills, a bird and a passer-by; the window's frame and curtains. */
export function windowView({ window: { x, y, width, height }, unit }: Layout, seconds: number): string {
  const [w, h] = [width / unit, height / unit];
  const bar = (bx: number, by: number, bw: number, bh: number) =>
    `<rect x="${bx}" y="${by}" width="${bw}" height="${bh}" fill="#eef1ef"/>`;
  return `
    <g transform="translate(${x} ${y}) scale(${unit})">
      <clipPath id="panes"><rect width="${w}" height="${h}"/></clipPath>
      <rect x="-16" y="-16" width="${w + 32}" height="${h + 32}" rx="4" fill="#dfe5e2"/>
      <g clip-path="url(#panes)">
        <rect width="${w}" height="${h}" fill="url(#sky)"/>
        ${cloud(((seconds * 14 + 60) % (w + 240)) - 120, h * 0.2, 1)}
        ${cloud(((seconds * 9 + w * 0.62) % (w + 240)) - 120, h * 0.36, 0.7)}
        ${bird((seconds * 0.28 + 0.15) % 1.2, seconds, w, h)}
        <path d="M0 ${h * 0.74} q ${w * 0.25} ${-h * 0.16} ${w * 0.55} ${-h * 0.03} t ${w * 0.45} ${-h * 0.06} V ${h} H 0 z" fill="#86b48c"/>
        <path d="M0 ${h * 0.84} q ${w * 0.3} ${-h * 0.14} ${w * 0.62} 0 t ${w * 0.38} ${-h * 0.02} V ${h} H 0 z" fill="#5f9670"/>
        ${passerBy(walk(seconds), seconds, w, h)}
        <path d="M${w * 0.1} ${h} L ${w * 0.34} 0 H ${w * 0.46} L ${w * 0.24} ${h} z" fill="#ffffff" opacity="0.13"/>
      </g>
      ${bar(w / 2 - 6, 0, 12, h)}${bar(0, h * 0.42 - 5, w, 10)}
      <rect x="-34" y="${h + 14}" width="${w + 68}" height="20" rx="4" fill="#f2f4f2"/>
      <rect x="-34" y="${h + 34}" width="${w + 68}" height="8" fill="#6f8583" opacity="0.5"/>
      ${curtain(-18, 1, h, seconds)}${curtain(w + 18, -1, h, seconds + 2)}
      <rect x="-60" y="-38" width="${w + 120}" height="9" rx="4" fill="#3c4a50"/>
    </g>`;
}

function cloud(x: number, y: number, scale: number): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})" fill="#ffffff" opacity="0.92">
    <ellipse rx="62" ry="19"/><ellipse cx="-22" cy="-14" rx="28" ry="20"/><ellipse cx="18" cy="-20" rx="33" ry="25"/></g>`;
}

function bird(way: number, seconds: number, w: number, h: number): string {
  const flap = 9 * Math.sin(seconds * 11);
  const y = h * (0.24 - 0.08 * Math.sin(way * 4));
  return `<path transform="translate(${(way - 0.1) * w} ${y})" d="M-15 ${-flap} Q -6 ${-flap / 3 - 4} 0 0 Q 6 ${-flap / 3 - 4} 15 ${-flap}"
    stroke="#44525c" stroke-width="3.2" fill="none" stroke-linecap="round"/>`;
}

function passerBy(way: number, seconds: number, w: number, h: number): string {
  if (way < 0 || way > 1) return '';
  const bob = 5 * Math.abs(Math.sin(seconds * 5));
  return `<g transform="translate(${(1.15 - way * 1.3) * w} ${h - bob}) scale(1.15)" fill="#46586a">
    <path d="M-46 12 q0 -66 46 -66 q46 0 46 66 z"/>
    <circle cy="-78" r="25" fill="#5a6c7c"/>
    <path d="M-33 -92 q33 -9 66 0 l0 5 q-33 8 -66 0 z" fill="#33424e"/>
    <path d="M-20 -93 q0 -29 20 -29 q20 0 20 29 z" fill="#33424e"/></g>`;
}

function curtain(x: number, side: 1 | -1, h: number, seconds: number): string {
  const sway = 5 * Math.sin(seconds * 1.3);
  const fold = (from: number, to: number, colour: string) =>
    `<path d="M${from} -34 C ${from - 4} ${h * 0.4} ${from + 6 + sway} ${h * 0.7} ${from - 2 + sway} ${h + 40}
      H ${to - 2 + sway} C ${to + 4 + sway} ${h * 0.7} ${to - 6} ${h * 0.4} ${to} -34 z" fill="${colour}"/>`;
  return `<g transform="translate(${x} 0) scale(${side} 1)">
    ${fold(-34, -8, '#a5506c')}${fold(-12, 14, '#bb6682')}${fold(10, 34, '#a5506c')}${fold(30, 50, '#c67790')}</g>`;
}

/** The gradient of the sky. */
export const WINDOW_PAINTS = `
  <linearGradient id="sky" x1="0" x2="0" y1="0" y2="1">
    <stop offset="0" stop-color="#8cc0ec"/><stop offset="1" stop-color="#e4f1fa"/>
  </linearGradient>`;
