/** Loaded into a bot before anything else (`--import`): cuts the guard named by `CUT_GUARD` out of the code as it is read. */
import { registerHooks } from 'node:module';
import { GUARDS, type Guard, type GuardName } from './guards.ts';

const guard: Guard = GUARDS[process.env['CUT_GUARD'] as GuardName];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const cuts = guard.filter(({ file }) => url.endsWith(file));
    if (cuts.length === 0) return loaded;
    const source = cuts.reduce((text, cut) => {
      if (!text.includes(cut.text)) throw new Error(`${cut.file} does not hold the guard any more`);
      return text.replace(cut.text, cut.instead);
    }, String(loaded.source));
    return { ...loaded, source };
  },
});
