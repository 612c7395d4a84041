import type { Edit, EditIn } from '../../edit/edit.ts';
import type { EditEvent } from '../../edit/event.ts';
import type { SubmitOutcome } from '../../providers/provider.ts';
import { type Kit, type Outcome, PAUSED_LOOK_MS, providerOf, type StepOf, submissionOf } from '../kit.ts';
import { forgetUploads } from './hand-over.ts';

/**
 * Submitting: the one step that spends money. That an attempt was started is durable before the request leaves; whoever
 * claims the edit later and finds an attempt without an answer must not send again. While the team is paused none is
 * started; whether it is, is decided in the same transaction.
 */
export const submit: StepOf<'submitting'> = async (edit, kit, signal) => {
  if (edit.attemptAt !== null) return { event: { type: 'ambiguous' } };
  const rules = await kit.rules.at(edit.place);
  if (rules.paused) return { later: kit.clock.now() + PAUSED_LOOK_MS };
  return { event: { type: 'attempt_started' }, rules, andThen: (started) => send(started, kit, signal) };
};

async function send(edit: Edit, kit: Kit, signal: AbortSignal): Promise<Outcome> {
  const started = edit as EditIn<'submitting'>;
  const outcome = await providerOf(edit, kit).submit(submissionOf(started, started.inputs, kit), signal);
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  if (outcome.kind === 'rejected' && outcome.reason.code === 'bad_media') await forgetUploads(started, kit);
  kit.logger.info({ edit: edit.id, outcome: outcome.kind, problem }, 'submitted');
  return { event: eventOf(outcome) };
}

function eventOf(outcome: SubmitOutcome): EditEvent {
  switch (outcome.kind) {
    case 'accepted':
      return { type: 'accepted', predictionId: outcome.predictionId };
    case 'not_delivered':
      return { type: 'not_delivered', retryAfterMs: outcome.retryAfterMs };
    case 'rejected':
      return { type: 'rejected', reason: outcome.reason };
    case 'ambiguous':
      return { type: 'ambiguous' };
  }
}
