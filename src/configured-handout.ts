import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import { Bucket } from './core/handout/bucket.ts';
import type { Handout } from './core/handout/handout.ts';
import { OwnServer } from './core/handout/own-server.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The place where people fetch takes that their chat does not take: a bucket before our own server; null for none. */
export function configuredHandout(config: Config, clock: Clock): Handout | null {
  const keepMs = config.KEEP_FILES_DAYS * DAY_MS;
  const { BUCKET_ENDPOINT, BUCKET_NAME, BUCKET_KEY_ID, BUCKET_SECRET, PUBLIC_URL, LINK_SECRET } = config;
  if (BUCKET_NAME && BUCKET_ENDPOINT && BUCKET_KEY_ID && BUCKET_SECRET) {
    return new Bucket({
      endpoint: BUCKET_ENDPOINT,
      bucket: BUCKET_NAME,
      region: config.BUCKET_REGION,
      accessKeyId: BUCKET_KEY_ID,
      secretAccessKey: BUCKET_SECRET,
      keepMs,
      clock,
    });
  }
  if (!PUBLIC_URL || !LINK_SECRET) return null;
  return new OwnServer({ publicUrl: PUBLIC_URL.replace(/\/+$/, ''), secret: LINK_SECRET, keepMs, clock });
}
