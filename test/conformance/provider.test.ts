import { startWaveSpeed } from './provider/wavespeed.ts';
import { providerConformance } from './provider.ts';

providerConformance('WaveSpeed as a provider', startWaveSpeed);
