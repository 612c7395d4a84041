import { describe } from 'vitest';
import { findingConformance } from './provider/finding.ts';
import { pricingConformance } from './provider/pricing.ts';
import { readingConformance } from './provider/reading.ts';
import type { ProviderRow } from './provider/row.ts';
import { submittingConformance } from './provider/submitting.ts';
import { trialsOf } from './provider/trial.ts';
import { uploadingConformance } from './provider/uploading.ts';
import { webhookConformance } from './provider/webhooks.ts';

/** Every promise of the Provider port, shown on one adapter with a stand-in of its service. */
export function providerConformance({ name, offers, start }: ProviderRow): void {
  describe(name, () => {
    const trial = trialsOf(start);
    uploadingConformance(trial);
    submittingConformance(trial);
    readingConformance(trial, offers);
    findingConformance(trial, offers);
    pricingConformance(trial, offers);
    webhookConformance(trial, offers);
  });
}
