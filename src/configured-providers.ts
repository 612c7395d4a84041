import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { Breaker } from './core/providers/breaker.ts';
import { Fal } from './core/providers/fal.ts';
import { guarded } from './core/providers/guarded.ts';
import type { Provider } from './core/providers/provider.ts';
import { Segmind } from './core/providers/segmind.ts';
import { WaveSpeed } from './core/providers/wavespeed.ts';

export interface ConfiguredProvider {
  provider: Provider;
  /** How many edits it works on at a time. */
  places: number;
  /** How many it is given within a minute; any number if absent. */
  perMinute?: number;
}

/** The providers whose key is set, in the order in which their models are offered. */
export function configuredProviders(config: Config, clock: Clock = systemClock): ConfiguredProvider[] {
  return [wavespeed, segmind, fal]
    .flatMap((configured) => configured(config, clock))
    .map((each) => ({ ...each, provider: guarded(each.provider, new Breaker(each.provider.title, clock)) }));
}

function wavespeed(
  { WAVESPEED_API_KEY, WAVESPEED_API_URL, WAVESPEED_PLACES, WAVESPEED_PER_MINUTE, TRUSTED_HOSTS }: Config,
  clock: Clock,
): ConfiguredProvider[] {
  if (!WAVESPEED_API_KEY) return [];
  const provider = new WaveSpeed({
    apiKey: WAVESPEED_API_KEY,
    url: WAVESPEED_API_URL,
    trustedHosts: TRUSTED_HOSTS,
    clock,
  });
  return [{ provider, places: WAVESPEED_PLACES, perMinute: WAVESPEED_PER_MINUTE }];
}

function segmind(
  { SEGMIND_API_KEY, SEGMIND_API_URL, SEGMIND_UPLOAD_URL, SEGMIND_PLACES, TRUSTED_HOSTS }: Config,
  clock: Clock,
): ConfiguredProvider[] {
  if (!SEGMIND_API_KEY) return [];
  const provider = new Segmind({
    apiKey: SEGMIND_API_KEY,
    url: SEGMIND_API_URL,
    uploadUrl: SEGMIND_UPLOAD_URL,
    trustedHosts: TRUSTED_HOSTS,
    clock,
  });
  return [{ provider, places: SEGMIND_PLACES }];
}

function fal(
  { FAL_KEY, FAL_QUEUE_URL, FAL_REST_URL, FAL_PLACES, TRUSTED_HOSTS }: Config,
  clock: Clock,
): ConfiguredProvider[] {
  if (!FAL_KEY) return [];
  const provider = new Fal({
    apiKey: FAL_KEY,
    queueUrl: FAL_QUEUE_URL,
    restUrl: FAL_REST_URL,
    trustedHosts: TRUSTED_HOSTS,
    clock,
  });
  return [{ provider, places: FAL_PLACES }];
}
