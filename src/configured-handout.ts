import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import { Bucket } from './core/handout/bucket.ts';
import type { Handout } from './core/handout/handout.ts';
import { OwnServer } from './core/handout/own-server.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Null where none is set up. */
export function configuredBucket(config: Config, clock: Clock): Bucket | null {
  const { BUCKET_ENDPOINT, BUCKET_NAME, BUCKET_KEY_ID, BUCKET_SECRET } = config;
  if (!BUCKET_NAME || !BUCKET_ENDPOINT || !BUCKET_KEY_ID || !BUCKET_SECRET) return null;
  return new Bucket({
    endpoint: BUCKET_ENDPOINT,
    bucket: BUCKET_NAME,
    region: config.BUCKET_REGION,
    accessKeyId: BUCKET_KEY_ID,
    secretAccessKey: BUCKET_SECRET,
    keepMs: keepMs(config),
    clock,
  });
}

/** The place where people fetch takes that their chat does not take: our own links before those of a bucket; null for none. */
export function configuredHandout(config: Config, bucket: Bucket | null, clock: Clock): Handout | null {
  const { PUBLIC_URL, LINK_SECRET } = config;
  if (!PUBLIC_URL || !LINK_SECRET) return bucket;
  const publicUrl = PUBLIC_URL.replace(/\/+$/, '');
  return new OwnServer({ publicUrl, secret: LINK_SECRET, keepMs: keepMs(config), bucket, clock });
}

function keepMs({ KEEP_FILES_DAYS }: Config): number {
  return KEEP_FILES_DAYS * DAY_MS;
}
