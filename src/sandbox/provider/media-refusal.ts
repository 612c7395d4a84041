type Why =
  | 'unreachable'
  | 'damaged'
  | 'format'
  | 'too_many_bytes'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_large'
  | 'frame_rate';

/** A file that the model behind a provider does not take, and why; each provider has its own words for it. */
export class MediaRefusal extends Error {
  override readonly name = 'MediaRefusal';
  readonly file: 'video' | 'image';
  readonly why: Why;

  constructor(file: 'video' | 'image', why: Why, message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
    this.why = why;
  }
}
