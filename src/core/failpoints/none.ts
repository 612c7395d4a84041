import type { Failpoint } from './names.ts';

/** Does nothing: what `#failpoint` is unless a test asks for another by `--conditions=failpoints`. */
export function failpoint(_name: Failpoint, _detail?: string): void {}
