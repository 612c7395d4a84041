import type { FieldProblem } from './edit/ask.ts';
import type { ReasonCode } from './edit/reason.ts';

/** Beside which field of the form a reason to refuse is shown; any other stands beside the prompt. */
export const PROBLEM_FIELDS: Partial<Record<ReasonCode, FieldProblem['field']>> = {
  no_clip: 'clip',
  too_many_clips: 'clip',
  too_many_images: 'images',
  too_many_references: 'images',
  elements_not_taken: 'elements',
  too_many_elements: 'elements',
  too_many_views: 'elements',
  bad_option: 'from',
};
