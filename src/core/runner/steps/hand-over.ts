import type { Edit, Held } from '../../edit/edit.ts';
import type { Provider, ProviderFile } from '../../providers/provider.ts';
import { type Kit, providerOf } from '../kit.ts';

/** A file, and the hash of its bytes. */
export type HashedFile = ProviderFile & { sha256: string };

/**
 * Gives a file to a provider; resolves with the address it will be read at. Where an upload of the same bytes still
 * lives there, that one is used: it was looked at just before. What is remembered of uploads is a hint, and an upload
 * more is the worst that comes of its loss.
 */
export async function handOver(
  file: HashedFile,
  provider: Provider,
  kit: Kit,
  signal: AbortSignal,
): Promise<string> {
  const { keepsUploadsMs } = provider;
  if (keepsUploadsMs === undefined) return provider.upload(file, signal);
  const key = keyOf(provider, file.sha256);
  const known = await kit.uploads.get(key).catch(() => undefined);
  if (known !== undefined && (await isThere(known, provider, signal))) return known;
  const address = await provider.upload(file, signal);
  await kit.uploads.set(key, address, keepsUploadsMs).catch((error: unknown) => {
    kit.logger.warn({ err: error }, 'an upload could not be remembered');
  });
  return address;
}

/** The provider could not use what it was given: the next edit of these files hands them over anew. */
export async function forgetUploads(edit: Edit & Held, kit: Kit): Promise<void> {
  const provider = providerOf(edit, kit);
  const hashes = [edit.clip.facts.sha256, ...edit.references.map(({ sha256 }) => sha256)];
  for (const hash of hashes) {
    await kit.uploads.delete(keyOf(provider, hash)).catch((error: unknown) => {
      kit.logger.warn({ edit: edit.id, err: error }, 'an upload could not be forgotten');
    });
  }
}

/** Whatever stands in the way of knowing: a new upload is safe. */
async function isThere(address: string, provider: Provider, signal: AbortSignal): Promise<boolean> {
  try {
    return (await provider.hasUpload?.(address, signal)) ?? false;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function keyOf({ name }: Provider, sha256: string): string {
  return `${name}:${sha256}`;
}
