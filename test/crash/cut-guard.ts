/** Loaded into a bot before anything else (`--import`): cuts the guard named by `CUT_GUARD` out of the code as it is read. */
import { registerHooks } from 'node:module';
import { GUARDS, type Guard, type GuardName } from './guards.ts';

const guard: Guard = GUARDS[process.env['CUT_GUARD'] as GuardName];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(guard.file)) return loaded;
    const source = String(loaded.source);
    if (!source.includes(guard.text)) throw new Error(`${guard.file} does not hold the guard any more`);
    return { ...loaded, source: source.replace(guard.text, guard.instead) };
  },
});
