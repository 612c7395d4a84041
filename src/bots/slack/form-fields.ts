/** The fields of the edit form, by their `block_id`; each has one element, which shares the name. */
export const FIELD = {
  prompt: 'prompt',
  clip: 'clip',
  upload: 'upload',
  images: 'images',
  front1: 'front1',
  views1: 'views1',
  front2: 'front2',
  views2: 'views2',
  quality: 'quality',
  sound: 'sound',
  from: 'from',
  to: 'to',
  aspect: 'aspect',
  seconds: 'seconds',
  shot: 'shot',
} as const;
export type FieldName = keyof typeof FIELD;

export const SOUND = { keep: 'keep', mute: 'mute' } as const;
