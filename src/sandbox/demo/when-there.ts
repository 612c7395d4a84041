/** Many changes of one moment are looked at once. */
const LOOK_EVERY_MS = 60;

/** Calls the listener when something may have changed; the answer ends that. */
export type Changes = (listener: () => void) => () => void;

/**
 * Looks now and after every change, and resolves with the first thing that `look` finds.
 * Rejects with what `look` throws, and with the signal's reason when it aborts.
 */
export async function whenThere<T>(
  changes: Changes,
  look: () => T | undefined,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let timer: NodeJS.Timeout | undefined;
  const lookNow = () => {
    timer = undefined;
    try {
      const found = look();
      if (found !== undefined) resolve(found);
    } catch (error) {
      reject(error);
    }
  };
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  const unsubscribe = changes(() => {
    timer ??= setTimeout(lookNow, LOOK_EVERY_MS);
  });
  try {
    lookNow();
    return await promise;
  } finally {
    unsubscribe();
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
