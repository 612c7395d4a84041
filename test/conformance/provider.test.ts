import { describeProvider } from './provider.ts';
import { startWaveSpeedRig } from './provider-wavespeed.ts';

describeProvider('WaveSpeed', startWaveSpeedRig);
