import type { Layout } from './layout.ts';

/** The glass in its own units: the middle of its foot is at 0, 0. */
const TALL = 300;
const SURFACE = -232;
const BUBBLES = 26;

/** The beer on its mat: bubbles rise, the foam breathes, a drop runs down. */
export function glass({ glass: { x, y, scale } }: Layout, seconds: number): string {
  return `
    <g transform="translate(${x} ${y}) scale(${scale})">
      <ellipse cx="26" cy="8" rx="150" ry="20" fill="#1c2c34" opacity="0.35"/>
      <ellipse cy="4" rx="104" ry="16" fill="#d5d9d6"/><ellipse cy="0" rx="104" ry="16" fill="#eceeeb"/>
      <ellipse cy="0" rx="82" ry="12" fill="none" stroke="#8aa0a8" stroke-width="3"/>
      <clipPath id="beer"><path d="M-84 ${SURFACE} L -64 -14 Q -62 -2 -48 -2 H 48 Q 62 -2 64 -14 L 84 ${SURFACE} z"/></clipPath>
      <g clip-path="url(#beer)">
        <rect x="-100" y="${SURFACE}" width="200" height="${-SURFACE}" fill="url(#ale)"/>
        <path d="M-70 ${SURFACE} L -54 -10 h22 L -40 ${SURFACE} z" fill="#ffe08a" opacity="0.45"/>
        ${Array.from({ length: BUBBLES }, (_, i) => bubble(i, seconds)).join('')}
      </g>
      ${foam(seconds)}
      <path d="M-92 ${-TALL} L -66 -12 Q -64 4 -46 4 H 46 Q 64 4 66 -12 L 92 ${-TALL}" fill="#eef6f8" fill-opacity="0.12" stroke="#e6eff1" stroke-opacity="0.85" stroke-width="5"/>
      <path d="M-78 ${-TALL + 60} L -60 -40" stroke="#ffffff" stroke-width="7" stroke-linecap="round" opacity="0.55"/>
      <path d="M82 -210 q64 4 58 74 q-5 58 -70 56" fill="none" stroke="#e6eff1" stroke-opacity="0.8" stroke-width="15"/>
      <path d="M84 -206 q54 6 49 70 q-5 48 -58 49" fill="none" stroke="#ffffff" stroke-opacity="0.6" stroke-width="4"/>
      ${drop(seconds)}
    </g>`;
}

function bubble(index: number, seconds: number): string {
  const chance = (salt: number) => {
    const value = Math.sin(index * 91.7 + salt * 47.3) * 9431.17;
    return value - Math.floor(value);
  };
  const risen = (chance(1) + seconds * (0.2 + 0.25 * chance(2))) % 1;
  const x = (chance(3) - 0.5) * 116 + 4 * Math.sin(seconds * 4 + index);
  const radius = 2 + 3.4 * chance(4) * (0.5 + risen);
  return `<circle cx="${x}" cy="${-8 + risen * (SURFACE + 8)}" r="${radius}" fill="#fff3cf" opacity="0.75"/>`;
}

function foam(seconds: number): string {
  const puffs = [-72, -46, -18, 12, 42, 70].map((x, i) => {
    const swell = 3 * Math.sin(seconds * 1.9 + i * 1.7);
    return `<circle cx="${x}" cy="${-TALL + 20 - swell - (i % 2) * 9}" r="${27 + swell}"/>`;
  });
  const run = 22 + 10 * Math.sin(seconds * 0.9);
  return `
    <g fill="#faf7f0">
      ${puffs.join('')}
      <path d="M-91 ${-TALL + 12} L -84 ${SURFACE + 8} Q -60 ${SURFACE + 20} -40 ${SURFACE + 8} T 0 ${SURFACE + 10} T 42 ${SURFACE + 8} T 84 ${SURFACE + 6} L 91 ${-TALL + 12} z"/>
      <path d="M-94 ${-TALL + 6} q-9 ${run} -1 ${run + 20} q10 2 11 -14 l4 -30 z"/>
    </g>
    <g fill="#e4ded2" opacity="0.8">
      <circle cx="-40" cy="${-TALL + 44}" r="6"/><circle cx="14" cy="${-TALL + 36}" r="8"/><circle cx="52" cy="${-TALL + 52}" r="5"/>
    </g>`;
}

function drop(seconds: number): string {
  const run = (seconds * 0.16 + 0.2) % 1;
  const y = -200 + 170 * run * run;
  const x = 40 - 8 * run;
  return `<path d="M${x} ${y - 26} V ${y}" stroke="#ffffff" stroke-width="3" opacity="0.35"/>
    <ellipse cx="${x}" cy="${y}" rx="4.5" ry="6.5" fill="#ffffff" opacity="0.8"/>`;
}

/** The colour of the beer: the only amber in the scene, so that a change of it changes nothing else. */
export const GLASS_PAINTS = `
  <linearGradient id="ale" x1="0" x2="1" y1="0" y2="0.25">
    <stop offset="0" stop-color="#d88e1a"/><stop offset="0.35" stop-color="#f0b02c"/><stop offset="1" stop-color="#c4750f"/>
  </linearGradient>`;
