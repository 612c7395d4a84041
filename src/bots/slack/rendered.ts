import type { KnownBlock } from '@slack/web-api';

/** A message as chat.postMessage and chat.update take it. */
export interface Rendered {
  /** For notifications and screen readers; escaped. */
  text: string;
  blocks: KnownBlock[];
}
