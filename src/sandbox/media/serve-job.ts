import { setPriority } from 'node:os';
import { registerMediabunnyServer } from '@mediabunny/server';

const LESS_URGENT_THAN_THE_BOT = 5;

/** The child's side of `runInChild`: does the one job it is sent, reports, and exits. */
export function serveJob(work: (job: unknown) => Promise<unknown>): void {
  setPriority(LESS_URGENT_THAN_THE_BOT);
  registerMediabunnyServer({ hardwareContext: null });
  process.once('disconnect', () => process.exit(1));
  process.once('message', async (message: { job: unknown }) => {
    const report = await work(message.job).then(
      (result) => ({ result: result ?? null }),
      (error: unknown) => ({ error: String(error) }),
    );
    process.send?.(report, () => process.exit(0));
  });
}
