import { fal } from './provider/fal.ts';
import { waveSpeed } from './provider/wavespeed.ts';
import { providerConformance } from './provider.ts';

for (const row of [waveSpeed, fal]) providerConformance(row);
