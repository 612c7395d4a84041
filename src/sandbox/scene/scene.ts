import { GLASS_PAINTS, glass } from './glass.ts';
import { type Layout, layoutFor, type Size } from './layout.ts';
import { ROOM_PAINTS, room, tableTop } from './room.ts';
import { sill } from './sill.ts';
import { WINDOW_PAINTS, walk, windowView } from './window-view.ts';

/**
 * The demo's own little scene at a moment, as SVG: a glass of beer on a table, a window with daylight, a cat, and
 * somebody walking past whose shadow crosses the room.
 */
export function scene(size: Size, seconds: number): string {
  const layout = layoutFor(size);
  const { width, height } = layout;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs>${ROOM_PAINTS}${WINDOW_PAINTS}${GLASS_PAINTS}${LIGHT_PAINTS}</defs>
    ${room(layout)}
    ${windowView(layout, seconds)}
    ${sill(layout, seconds)}
    ${tableTop(layout)}
    ${sunshine(layout, seconds)}
    ${glass(layout, seconds)}
    ${shadow(layout, seconds)}
  </svg>`;
}

/** The window's light on the table, pane by pane; clouds take a little of it now and then. */
function sunshine({ width, height, table, window: { x, width: w } }: Layout, seconds: number): string {
  const depth = height - table;
  const pane = (from: number, to: number, near: number, far: number) => {
    const [left, right] = [x + w * from, x + w * to];
    const slide = w * 0.3;
    return `<path d="M${left + slide * near} ${table + depth * near} H ${right + slide * near}
      L ${right + slide * far} ${table + depth * far} H ${left + slide * far} z"/>`;
  };
  const panes = [
    pane(0.1, 0.5, 0.1, 0.34),
    pane(0.54, 0.94, 0.1, 0.34),
    pane(0.1, 0.5, 0.4, 0.68),
    pane(0.54, 0.94, 0.4, 0.68),
  ];
  const strength = 0.2 + 0.06 * Math.sin(seconds * 1.1);
  return `<g fill="#f4fbff" opacity="${strength}" clip-path="url(#top)">${panes.join('')}</g>
    <clipPath id="top"><rect width="${width}" height="${table + depth * 0.78}"/></clipPath>`;
}

function shadow({ width, height }: Layout, seconds: number): string {
  const way = walk(seconds - 0.4);
  if (way < -0.2 || way > 1.2) return '';
  const x = (1.25 - way * 1.5) * width;
  return `<rect x="${x - width * 0.2}" width="${width * 0.4}" height="${height}" fill="url(#shade)"/>`;
}

const LIGHT_PAINTS = `
  <linearGradient id="shade">
    <stop offset="0" stop-color="#14222c" stop-opacity="0"/><stop offset="0.5" stop-color="#14222c" stop-opacity="0.34"/>
    <stop offset="1" stop-color="#14222c" stop-opacity="0"/>
  </linearGradient>`;
