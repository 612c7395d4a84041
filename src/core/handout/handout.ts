import type { Millis } from '../clock.ts';
import type { EditId } from '../edit/edit.ts';

/** A take as it is offered: the whole file, on our disk. */
export interface Offer {
  edit: EditId;
  path: string;
  /** As people see it. */
  name: string;
  bytes: number;
  sha256: string;
}

/** A place from which people fetch whole takes that their chat does not take. Offering one again changes nothing. */
export interface Handout {
  /** Resolves with an address that whoever has it can open, and until when. */
  offer(take: Offer, signal: AbortSignal): Promise<{ url: string; until: Millis }>;
  /** The take is not to be had any more; also when it never was. */
  withdraw(edit: EditId): Promise<void>;
}
