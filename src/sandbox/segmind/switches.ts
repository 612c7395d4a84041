/** The shapes in which `output` is known to come. `video` is the object of fal, which makes the edits. */
export type OutputShape = 'string' | 'url' | 'video_url' | 'video' | 'list' | 'beside';

/** How the stand-in behaves until told otherwise. Every field may be set at any time and counts from then on. */
export interface Switches {
  /** The shortest time an edit takes; a real edit may need longer. */
  editMs: number;
  /** Requests that are worked on at once; further ones wait as QUEUED. */
  concurrency: number;
  /** Submissions accepted within one minute; further ones get 429. */
  submissionsPerMinute: number;
  /** The status that says the credits are too few: 406 is what people report. */
  needsFundsStatus: 400 | 402 | 403 | 406;
  /** The HTTP status with which a failed request is told. */
  failedStatus: 422 | 200;
  /** How long a request is remembered after its submission: an hour at the real service. */
  keptMs: number;
  outputAs: OutputShape;
  /** What a request for an output gets: 200, or the ways of being gone. */
  outputStatus: 200 | 403 | 404 | 410;
  /** The origin that `status_url` and `response_url` name; the stand-in's own unless it is to mislead. */
  namedOrigin: string | null;
  /** In which forms files are taken. Documented is JSON alone. */
  uploadsAs: 'json' | 'form';
}

export function usualSwitches(): Switches {
  return {
    editMs: 0,
    concurrency: 3,
    submissionsPerMinute: Number.POSITIVE_INFINITY,
    needsFundsStatus: 406,
    failedStatus: 422,
    keptMs: 3_600_000,
    outputAs: 'beside',
    outputStatus: 200,
    namedOrigin: null,
    uploadsAs: 'json',
  };
}
