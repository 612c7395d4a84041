/** The fields of the edit form, by their `block_id`; each has one element, which shares the name. */
export const FIELD = {
  prompt: 'prompt',
  clip: 'clip',
  upload: 'upload',
  images: 'images',
  quality: 'quality',
  sound: 'sound',
  from: 'from',
  to: 'to',
} as const;
export type FieldName = keyof typeof FIELD;

export const SOUND = { keep: 'keep', mute: 'mute' } as const;
