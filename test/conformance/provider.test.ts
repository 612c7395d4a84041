import { fal } from './provider/fal.ts';
import { segmind } from './provider/segmind.ts';
import { waveSpeed } from './provider/wavespeed.ts';
import { providerConformance } from './provider.ts';

for (const row of [waveSpeed, segmind, fal]) providerConformance(row);
