import type { Logger } from 'pino';
import { formatDollars, type Micros } from './core/money/micros.ts';
import type { Provider } from './core/providers/provider.ts';

const USUAL_MS = 10 * 60_000;
const DEADLINE_MS = 30_000;

type Account = Pick<Provider, 'name' | 'title' | 'balance'>;

interface Parts {
  providers: readonly Account[];
  /** Below it operators and teams are warned. */
  low: Micros;
  /** Called with what is left at each provider that tells. */
  told(provider: string, balance: Micros): void;
  /** Called at every look that finds less than `low`, to tell teams; that each fall is told once is its own care. */
  fell(provider: Account, left: Micros): Promise<void>;
  /** Called at every look that finds enough. */
  rose(provider: string): Promise<void>;
  logger: Logger;
  /** Milliseconds between two looks. */
  everyMs?: number;
}

/** Looks now and then what is left at the providers, and warns before edits fail for want of funds: once for each fall. */
export function watchBalances({
  providers,
  low,
  told,
  fell,
  rose,
  logger,
  everyMs = USUAL_MS,
}: Parts): () => void {
  const isLow = new Set<string>();
  const look = async (provider: Account) => {
    const { name, title } = provider;
    const left = await provider.balance(AbortSignal.timeout(DEADLINE_MS));
    if (left === null) return;
    told(name, left);
    if (left >= low) {
      isLow.delete(name);
      return rose(name);
    }
    if (!isLow.has(name)) {
      isLow.add(name);
      logger.warn(
        { provider: name, left: formatDollars(left) },
        `${title} is running out of funds: top it up`,
      );
    }
    return fell(provider, left);
  };
  const lookAtAll = () => {
    for (const provider of providers) {
      look(provider).catch((error: unknown) =>
        logger.info({ provider: provider.name, err: error }, 'a look at what is left at a provider failed'),
      );
    }
  };
  lookAtAll();
  const timer = setInterval(lookAtAll, everyMs);
  return () => clearInterval(timer);
}
