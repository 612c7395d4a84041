import { appendFileSync } from 'node:fs';
import type { Failpoint } from './names.ts';

/** `name` or `name/detail`: the process kills itself there at its first pass, or at the nth with `#n` behind it. */
const [target, nth = '1'] = process.env['FAILPOINT']?.split('#') ?? [];
/** A file to which every pass is added, one a line. */
const passes = process.env['FAILPOINT_PASSES'];
/** What the rest of this turn of the event loop does still happens: the bytes are written right after the name is passed. */
const AFTER_THIS_TURN: ReadonlySet<Failpoint> = new Set(['submit.sent']);

let left = Number(nth);

/** What `#failpoint` is under `--conditions=failpoints`. */
export function failpoint(name: Failpoint, detail?: string): void {
  const point = detail === undefined ? name : `${name}/${detail}`;
  if (passes !== undefined) appendFileSync(passes, `${point}\n`);
  if (point !== target) return;
  left -= 1;
  if (left !== 0) return;
  if (AFTER_THIS_TURN.has(name)) setImmediate(die);
  else die();
}

/** `kill -9` of oneself: nothing is flushed, closed or said. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
