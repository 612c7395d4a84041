import type { Config } from './config.ts';

/** At least one of them has to be set. */
const PROVIDER_KEYS = ['WAVESPEED_API_KEY', 'SEGMIND_API_KEY', 'FAL_KEY'] as const;

/** What is needed together and is not all there; `helpOf` says what to set. */
export function missing(
  env: Readonly<Record<string, string | undefined>>,
  helpOf: (name: keyof Config) => string,
): string[] {
  const set = (name: keyof Config) => Boolean(env[name]);
  const problems: string[] = [];
  const need = (name: keyof Config, why: string) =>
    problems.push(`${name} is missing: ${why}. ${helpOf(name)}`);
  if (!set('SLACK_BOT_TOKEN') && !set('DISCORD_TOKEN')) {
    need('SLACK_BOT_TOKEN', 'Recut needs Slack or Discord, or both');
    need('DISCORD_TOKEN', 'Recut needs Slack or Discord, or both');
  }
  if (set('SLACK_BOT_TOKEN') && !set('SLACK_APP_TOKEN')) {
    if (!set('SLACK_SIGNING_SECRET')) need('SLACK_APP_TOKEN', 'Slack needs it to connect');
    else if (!set('SLACK_PORT')) need('SLACK_PORT', 'HTTP mode needs a port');
  }
  if (!set('SLACK_BOT_TOKEN') && (set('SLACK_APP_TOKEN') || set('SLACK_SIGNING_SECRET'))) {
    need('SLACK_BOT_TOKEN', 'Slack is only half set up');
  }
  if (set('PUBLIC_URL') && !set('HTTP_PORT')) need('HTTP_PORT', 'PUBLIC_URL leads to it');
  if (set('LINK_SECRET') && !set('PUBLIC_URL')) need('PUBLIC_URL', 'links to takes begin with it');
  const bucket = ['BUCKET_ENDPOINT', 'BUCKET_NAME', 'BUCKET_KEY_ID', 'BUCKET_SECRET'] as const;
  if (bucket.some(set)) {
    for (const name of bucket) if (!set(name)) need(name, 'the bucket is only half set up');
  }
  const [usual, ...others] = PROVIDER_KEYS;
  if (!PROVIDER_KEYS.some(set)) {
    need(usual, `Recut needs a provider that makes the edits, this one or that of ${others.join(' or ')}`);
  }
  return problems;
}
