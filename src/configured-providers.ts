import type { Config } from './config.ts';
import type { Provider } from './core/providers/provider.ts';
import { WaveSpeed } from './core/providers/wavespeed.ts';

export interface ConfiguredProvider {
  provider: Provider;
  /** How many edits it works on at a time. */
  places: number;
}

/** The providers whose key is set, in the order in which their models are offered. */
export function configuredProviders(config: Config): ConfiguredProvider[] {
  return [...wavespeed(config)];
}

function wavespeed({
  WAVESPEED_API_KEY,
  WAVESPEED_API_URL,
  WAVESPEED_PLACES,
  TRUSTED_HOSTS,
}: Config): ConfiguredProvider[] {
  if (!WAVESPEED_API_KEY) return [];
  const provider = new WaveSpeed({
    apiKey: WAVESPEED_API_KEY,
    url: WAVESPEED_API_URL,
    trustedHosts: TRUSTED_HOSTS,
  });
  return [{ provider, places: WAVESPEED_PLACES }];
}
