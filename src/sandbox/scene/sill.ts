import type { Layout } from './layout.ts';

/** The cat and the plant on the window sill. */
export function sill({ window: { x, y, width, height }, unit }: Layout, seconds: number): string {
  const foot = y + height + 14 * unit;
  return `
    <g transform="translate(${x + width * 0.7} ${foot}) scale(${unit})">${cat(seconds)}</g>
    <g transform="translate(${x + width * 0.2} ${foot}) scale(${unit})">${plant(seconds)}</g>`;
}

function cat(seconds: number): string {
  const swish = Math.sin(seconds * 2.1);
  const blink = seconds % 2.6 > 2.44 ? 0.1 : 1;
  const ear = seconds % 3.7 > 3.45 ? 5 : 0;
  const breath = 1.5 * Math.sin(seconds * 1.7);
  const look = 3 * Math.sin(seconds * 0.8);
  const eye = (x: number) => `
    <ellipse cx="${x}" cy="-121" rx="7" ry="${7 * blink}" fill="#dfe9dc"/>
    <ellipse cx="${x + look / 1.5}" cy="-121" rx="2.6" ry="${6.5 * blink}" fill="#20262c"/>`;
  return `
    <path d="M40 -14 C 86 -8 ${92 + 10 * swish} 34 ${70 + 26 * swish} 62" stroke="#39424e" stroke-width="15" fill="none" stroke-linecap="round"/>
    <path d="M-44 0 C -56 -50 ${-38 - breath} -96 0 -96 C ${38 + breath} -96 56 -50 48 0 z" fill="#39424e"/>
    <path d="M-16 0 C -22 -30 -14 -58 0 -58 C 14 -58 22 -30 16 0 z" fill="#d9dee0"/>
    <g transform="translate(${look} 0)">
      <path d="M-36 -128 L ${-35 - ear} -166 L -10 -148 z M36 -128 L 35 -166 L 10 -148 z" fill="#39424e"/>
      <path d="M-31 -138 L ${-31 - ear} -156 L -18 -147 z M31 -138 L 31 -156 L 18 -147 z" fill="#b98a98"/>
      <ellipse cy="-120" rx="40" ry="33" fill="#39424e"/>
      <ellipse cy="-106" rx="17" ry="12" fill="#d9dee0"/>
      ${eye(-16)}${eye(16)}
      <path d="M-4 -111 h8 l-4 5 z" fill="#b98a98"/>
      <path d="M-24 -104 l-26 -5 M-24 -100 l-26 3 M24 -104 l26 -5 M24 -100 l26 3" stroke="#d9dee0" stroke-width="1.6"/>
    </g>
    <ellipse cx="-14" cy="-3" rx="13" ry="8" fill="#d9dee0"/><ellipse cx="14" cy="-3" rx="13" ry="8" fill="#d9dee0"/>`;
}

function plant(seconds: number): string {
  const leaf = (turn: number, length: number, colour: string, phase: number) =>
    `<path transform="translate(0 -52) rotate(${turn + 4 * Math.sin(seconds * 1.5 + phase)})"
      d="M0 0 C -16 ${-length * 0.4} -12 ${-length * 0.8} 0 ${-length} C 12 ${-length * 0.8} 16 ${-length * 0.4} 0 0" fill="${colour}"/>`;
  return `
    ${leaf(-52, 74, '#3d7d50', 0)}${leaf(54, 76, '#3d7d50', 1)}${leaf(-24, 98, '#4c9361', 2)}
    ${leaf(27, 92, '#4c9361', 3)}${leaf(2, 112, '#5aa56f', 4)}
    <path d="M-34 -58 h68 l-9 58 h-50 z" fill="#e9ecec"/>
    <path d="M-31 -40 h62 l-2 12 h-58 z" fill="#5b87a8"/>
    <rect x="-38" y="-64" width="76" height="12" rx="4" fill="#f6f7f6"/>`;
}
