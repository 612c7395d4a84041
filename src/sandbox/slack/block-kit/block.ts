import type { JsonObject } from '../json.ts';

/** A block that passed the checks and has its `block_id`, as Slack gives it back. */
export type Block = JsonObject & { readonly type: string; readonly block_id: string };
