import type { Model } from '../../../src/core/providers/model.ts';
import type { Provider, ProviderFile } from '../../../src/core/providers/provider.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import type { WebhookSwitches } from '../../../src/sandbox/provider/webhook-sender.ts';

/** How a prediction is to end, in no provider's own words. */
export type RigEnding = 'completed' | 'moderation' | 'bad_media' | 'internal' | 'cancelled' | 'timed_out';

/** An adapter with a stand-in of its service behind it: a row of the suite. */
export interface ProviderRig {
  provider: Provider;
  /** The same adapter with a key that the service does not know. */
  withWrongKey: Provider;
  /** One that gives an answer up after well under a second. */
  impatient: Provider;
  /** One with nothing listening where the service should be. */
  unreachable: Provider;
  /** One whose clock is ten minutes ahead. */
  ahead: Provider;
  model: Model;
  /** A clip of 8 s that the model takes. */
  clip: ProviderFile;
  /** Submissions that the service accepted, whether or not their sender learned of it. */
  submissions(): number;
  /** The next `times` requests of this sort suffer the fault. */
  fault(on: 'submit' | 'read' | 'upload' | 'price' | 'find' | 'balance', fault: Fault, times?: number): void;
  /** The service forgets the upload at this address, as it does after its time. */
  expireUpload(url: string): void;
  /** What the service charged for a prediction, in micro-dollars. */
  chargedFor(predictionId: string): number;
  /** The service asks this many times its usual price from now on; only where it names one at all. */
  raisePrice(times: number): void;
  endNext(ending: RigEnding): void;
  /** The service keeps predictions at work from now on, until it lets them go. */
  hold(): void;
  letGo(): void;
  setBalance(micros: number): void;
  /** The ways in which the service is known to say that a submission exceeds the balance. */
  refuseForFunds: readonly (() => void)[];
  setSensitive(sensitive: boolean | null): void;
  /** One of the `outputShapes` of its row. */
  setOutputs(shape: string): void;
  /** What the service does wrong with webhooks. */
  webhooks(): WebhookSwitches;
  /** Undoes all that was set. */
  reset(): void;
  stop(): Promise<void>;
}
