import type { Fit } from '../../edit/clip.ts';
import type { EditIn } from '../../edit/edit.ts';
import { fitFor } from '../../media/fit.ts';
import { fitClip } from '../../media/fit-clip.ts';
import { MediaError, reasonOfMedia } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import { FRAME_ROOM_MS } from '../../money/shorter.ts';
import { type Kit, modelOf, type Outcome } from '../kit.ts';

const FILE = 'shortened';

/** Cuts the clip to the beginning that was approved, so that it is never longer than what was paid for. */
export async function shorten(
  edit: EditIn<'preparing'>,
  toMs: number,
  kit: Kit,
  signal: AbortSignal,
): Promise<Outcome> {
  const { clip } = edit;
  const pathOf = (file: string) => kit.workspace.pathFor(edit.id, file);
  const window: Fit['window'] = { from: 0, to: toMs - FRAME_ROOM_MS };
  const fit = fitFor(clip.facts, modelOf(edit, kit).limits, window);
  if (!fit) throw new RangeError('a window always needs a cut');
  try {
    await kit.progress.during(edit.id, (report) =>
      fitClip(kit.media, pathOf(clip.file), pathOf(FILE), fit, signal, report),
    );
    const facts = await probe(kit.media, pathOf(FILE), signal);
    const cut = { kind: 'cut', from: 0, to: toMs } as const;
    const changes = [...(clip.changes ?? []).filter(({ kind }) => kind !== 'cut'), cut];
    return { event: { type: 'shortened', clip: { ...clip, file: FILE, facts, changes } } };
  } catch (error) {
    if (!(error instanceof MediaError) || error.retryable) throw error;
    return { event: { type: 'refused', reason: reasonOfMedia(error, { name: clip.name }) } };
  }
}
