/**
 * Draws a stream of messages anew without moving what one reads: the lowest visible end, of a thread or of the
 * stream, keeps its distance from
 * the bottom, so that new messages push older ones up. Ends are marked with `data-end`.
 */
export function keepingPlace(stream: Element | null, draw: () => void): void {
  const end = stream && lowestVisibleEnd(stream);
  const before = end ? above(stream, end) : 0;
  draw();
  if (stream && end?.isConnected) stream.scrollTop += before - above(stream, end);
}

/** How far an end is above the bottom of what one sees. */
function above(stream: Element, end: Element): number {
  return stream.getBoundingClientRect().bottom - end.getBoundingClientRect().bottom;
}

const ROOM = 24;

function lowestVisibleEnd(stream: Element): Element | undefined {
  const { top, bottom } = stream.getBoundingClientRect();
  return [...stream.querySelectorAll('[data-end]')].findLast((end) => {
    const place = end.getBoundingClientRect().bottom;
    return place > top && place <= bottom + ROOM;
  });
}
