import type { Layout } from './layout.ts';

/** The wall, the lamp and the shelf: all that stands still behind everything else. */
export function room({ width, height, unit, table, lamp, shelf }: Layout): string {
  const boards = Array.from({ length: 14 }, (_, i) => {
    const x = (i * width) / 13;
    return `<rect x="${x}" y="${table - 150 * unit}" width="${2 * unit}" height="${150 * unit}" fill="#6f8583"/>`;
  });
  return `
    <rect width="${width}" height="${height}" fill="url(#wall)"/>
    <rect y="${table - 150 * unit}" width="${width}" height="${height}" fill="#7e9390"/>
    ${boards.join('')}
    <rect y="${table - 158 * unit}" width="${width}" height="${10 * unit}" fill="#93a7a3"/>
    ${shelf ? shelfAt(shelf.x, shelf.y, unit) : ''}
    <line x1="${lamp.x}" y1="0" x2="${lamp.x}" y2="${lamp.drop - 40 * unit}" stroke="#2c3a40" stroke-width="${3 * unit}"/>
    <g transform="translate(${lamp.x} ${lamp.drop}) scale(${unit})">
      <ellipse cy="12" rx="200" ry="130" fill="url(#glow)"/>
      <path d="M-16 -44 h32 l46 52 q4 6 -4 6 h-116 q-8 0 -4 -6 z" fill="#2f5560"/>
      <path d="M-16 -44 h10 l-30 58 h-22 q-8 0 -4 -6 z" fill="#47727e"/>
      <ellipse cy="15" rx="34" ry="9" fill="#fff8ea"/>
    </g>`;
}

function shelfAt(x: number, y: number, unit: number): string {
  return `
    <g transform="translate(${x} ${y}) scale(${unit})">
      <rect x="0" y="0" width="230" height="14" rx="3" fill="#4b6470"/>
      <rect x="0" y="14" width="230" height="7" fill="#64807d" opacity="0.6"/>
      <rect x="22" y="-92" width="24" height="92" rx="3" fill="#a84a68"/>
      <rect x="48" y="-104" width="20" height="104" rx="3" fill="#35607e"/>
      <rect x="70" y="-84" width="28" height="84" rx="3" fill="#d8d4cc"/>
      <rect x="70" y="-66" width="28" height="8" fill="#8b8f96"/>
      <path d="M104 0 l12 -86 l22 3 l-12 83 z" fill="#4a7a66"/>
      <path d="M158 -4 q-16 0 -16 -22 q0 -30 22 -30 h12 q22 0 22 30 q0 22 -16 22 z" fill="#c9d6dc"/>
      <rect x="158" y="-70" width="24" height="16" rx="4" fill="#7d909a"/>
      <path d="M150 -34 q20 -10 38 0" stroke="#9cb0ba" stroke-width="4" fill="none"/>
    </g>`;
}

/** The table top and its front edge. */
export function tableTop({ width, height, unit, table }: Layout): string {
  const edge = table + (height - table) * 0.78;
  const grain = [0.16, 0.36, 0.55, 0.7].map((share, i) => {
    const y = table + (edge - table) * share;
    return `<path d="M${width * 0.05 * i} ${y} q ${width * 0.4} ${8 * unit} ${width * (0.9 - 0.1 * i)} 0"
      stroke="#35525f" stroke-width="${2 * unit}" fill="none" opacity="0.5"/>`;
  });
  return `
    <rect y="${table}" width="${width}" height="${height - table}" fill="url(#table)"/>
    ${grain.join('')}
    <rect y="${table}" width="${width}" height="${3 * unit}" fill="#7fa0ac" opacity="0.7"/>
    <rect y="${edge}" width="${width}" height="${height - edge}" fill="#263d48"/>
    <rect y="${edge}" width="${width}" height="${4 * unit}" fill="#6a8b98" opacity="0.6"/>`;
}

/** The gradients that room and table are painted with. */
export const ROOM_PAINTS = `
  <linearGradient id="wall" x1="0" x2="1" y1="0" y2="0.4">
    <stop offset="0" stop-color="#b9c6c1"/><stop offset="1" stop-color="#92a5a3"/>
  </linearGradient>
  <linearGradient id="table" x1="0" x2="0" y1="0" y2="1">
    <stop offset="0" stop-color="#4f7180"/><stop offset="1" stop-color="#3b5866"/>
  </linearGradient>
  <radialGradient id="glow"><stop offset="0" stop-color="#fffdf4" stop-opacity="0.5"/>
    <stop offset="1" stop-color="#fffdf4" stop-opacity="0"/></radialGradient>`;
