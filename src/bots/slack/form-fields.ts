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

/** As many elements as the form has room for; more can be saved under names. */
export const ELEMENT_FIELDS = [
  { front: 'front1', views: 'views1' },
  { front: 'front2', views: 'views2' },
] as const satisfies readonly Record<'front' | 'views', FieldName>[];

/** What Slack lets people pick as images, by the end of the name; their bytes are judged later. */
export const IMAGE_TYPES = ['jpg', 'jpeg', 'png', 'webp'] as const;

export const SOUND = { keep: 'keep', mute: 'mute' } as const;
