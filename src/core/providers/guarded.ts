import type { Breaker } from './breaker.ts';
import type { Provider } from './provider.ts';

/** A provider behind a circuit breaker. A submission while it is open has surely not left. */
export function guarded(provider: Provider, breaker: Breaker): Provider {
  const { name, title } = provider;
  const { cancel, readWebhook, idOf, charged, hasUpload, keepsUploadsMs } = provider;
  return {
    name,
    title,
    upload: (file, signal) => breaker.through(() => provider.upload(file, signal)),
    price: (submission, signal) => breaker.through(() => provider.price(submission, signal)),
    read: (id, signal) => breaker.through(() => provider.read(id, signal)),
    find: (submission, since, signal) => breaker.through(() => provider.find(submission, since, signal)),
    async submit(submission, signal) {
      const { waitMs } = breaker;
      if (waitMs === 0) return provider.submit(submission, signal);
      return { kind: 'not_delivered', problem: `${title} was not reached lately`, retryAfterMs: waitMs };
    },
    balance: (signal) => provider.balance(signal),
    close: () => provider.close(),
    ...(cancel && { cancel: cancel.bind(provider) }),
    ...(readWebhook && { readWebhook: readWebhook.bind(provider) }),
    ...(charged && { charged: charged.bind(provider) }),
    ...(keepsUploadsMs !== undefined && { keepsUploadsMs }),
    ...(hasUpload && { hasUpload: hasUpload.bind(provider) }),
    ...(idOf && { idOf: idOf.bind(provider) }),
  };
}
