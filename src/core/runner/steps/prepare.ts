import { failpoint } from '#failpoint';
import type { EditIn, ProviderInputs } from '../../edit/edit.ts';
import { sorted } from '../../edit/pictures.ts';
import { contentTypeOf } from '../../media/judge-clip.ts';
import type { Micros } from '../../money/micros.ts';
import { withLivePrice } from '../../money/price.ts';
import { newToken } from '../../webhooks/address.ts';
import { type Kit, PAUSED_LOOK_MS, providerOf, type StepOf, submissionOf } from '../kit.ts';
import { handOver } from './hand-over.ts';
import { shorten } from './shorten.ts';

const FULL_LOOK_MS = 15_000;

/**
 * Approved: takes a place at the provider; the commit refuses it while all are taken, or while the person or the team has
 * as many running as the rules allow.
 */
export const takePlace: StepOf<'approved'> = async (edit, kit) => {
  const rules = await kit.rules.at(edit.place);
  if (rules.paused) return { later: kit.clock.now() + PAUSED_LOOK_MS };
  // What is paid for has to be kept.
  if ((await kit.hasRoom?.()) === false) return { later: kit.clock.now() + FULL_LOOK_MS };
  return { event: { type: 'slot_taken' }, rules };
};

/** Preparing: hands the files to the provider and asks what exactly this edit costs there now. */
export const prepare: StepOf<'preparing'> = async (edit, kit, signal) => {
  if (edit.shortenTo !== undefined) return shorten(edit, edit.shortenTo, kit, signal);
  failpoint('upload.before');
  const inputs = await upload(edit, kit, signal);
  failpoint('upload.after');
  const live = await livePrice(edit, inputs, kit, signal);
  const quote = withLivePrice(edit.quote, live);
  // Dearer than what was set aside: that is another quote, to be admitted by the caps on its own.
  if (quote.amount > edit.hold.amount) {
    return {
      event: {
        type: 'requoted',
        quote: { ...quote, validUntil: kit.clock.now() + kit.settings.quoteHoldsMs },
      },
    };
  }
  return { event: { type: 'prepared', inputs, quote } };
};

async function upload(edit: EditIn<'preparing'>, kit: Kit, signal: AbortSignal): Promise<ProviderInputs> {
  const provider = providerOf(edit, kit);
  const { clip, references } = edit;
  const pathOf = (file: string) => kit.workspace.pathFor(edit.id, file);
  const contentType = contentTypeOf(clip.facts) ?? 'video/mp4';
  const extension = contentType === 'video/quicktime' ? 'mov' : 'mp4';
  const { bytes, sha256 } = clip.facts;
  const clipFile = {
    path: pathOf(clip.file),
    name: `clip.${extension}`,
    contentType,
    bytes,
    sha256,
  } as const;
  const videoUrl = await handOver(clipFile, provider, kit, signal);
  const urls: string[] = [];
  for (const [index, { file, format, bytes, sha256 }] of references.entries()) {
    const name = `image${index + 1}.${format === 'jpeg' ? 'jpg' : format}`;
    const contentType = `image/${format}` as const;
    urls.push(
      await handOver({ path: pathOf(file), name, contentType, bytes, sha256 }, provider, kit, signal),
    );
  }
  const { images, elements } = sorted(edit.wish, urls);
  const callsBack = provider.readWebhook !== undefined && kit.settings.publicUrl !== null;
  return {
    videoUrl,
    imageUrls: images,
    ...(elements.length > 0 && {
      elements: elements.map(([frontalUrl = '', ...viewUrls]) => ({ frontalUrl, viewUrls })),
    }),
    ...(callsBack && { webhook: newToken() }),
  };
}

/** Without an answer the quoted price of the dated list stands. */
async function livePrice(
  edit: EditIn<'preparing'>,
  inputs: ProviderInputs,
  kit: Kit,
  signal: AbortSignal,
): Promise<Micros | null> {
  try {
    return await providerOf(edit, kit).price(submissionOf(edit, inputs, kit), signal);
  } catch (error) {
    signal.throwIfAborted();
    kit.logger.warn({ edit: edit.id, err: error }, 'the provider named no live price; the listed one stands');
    return null;
  }
}
