import type { Edit } from '../edit/edit.ts';
import { type Kit, modelOf, providerOf } from './kit.ts';

const PATIENCE_MS = 15_000;

/**
 * The id under which the edit's provider knows a prediction that a person named, or null when it knows none.
 * Rejects with a ProviderError when the provider cannot be asked.
 */
export async function knownPrediction(edit: Edit, said: string, kit: Kit): Promise<string | null> {
  const provider = providerOf(edit, kit);
  const id = provider.idOf?.(said, modelOf(edit, kit)) ?? said;
  const status = await provider.read(id, AbortSignal.timeout(PATIENCE_MS));
  return status.kind === 'unknown' ? null : id;
}
