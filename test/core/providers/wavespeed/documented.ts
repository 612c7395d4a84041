/** What WaveSpeedAI's pages and its own clients show, as read on 2026-11-22. */

/**
 * Built from the parameters of https://wavespeed.ai/docs/docs-api/kwaivgi/kwaivgi-kling-video-o3-pro-video-edit and its
 * twin of the standard model, not copied: the pages list these fields and their defaults.
 */
export const PATHS = {
  'kling-o3-pro': '/api/v3/kwaivgi/kling-video-o3-pro/video-edit',
  'kling-o3-std': '/api/v3/kwaivgi/kling-video-o3-std/video-edit',
};
export const SUBMISSION = {
  prompt: 'Replace the beer by the can of @Image1, keep everything else',
  video: 'https://d1q70pf5vjeyhc.cloudfront.net/media/a-clip.mp4',
  images: ['https://d1q70pf5vjeyhc.cloudfront.net/media/a-can.png'],
  keep_original_sound: true,
};

/** The answer to a submission of the standard model, as a passthrough of the same API shows it (302.ai), word for word. */
export const ACCEPTED = {
  code: 200,
  message: 'success',
  data: {
    id: '6a43939610aa41c2af4aa49db98a82e0',
    model: 'kwaivgi/kling-video-o3-std/video-edit',
    outputs: [],
    urls: {
      get: 'https://api.wavespeed.ai/api/v3/predictions/6a43939610aa41c2af4aa49db98a82e0/result',
    },
    has_nsfw_contents: [],
    status: 'created',
    created_at: '2026-02-06T08:52:21.666Z',
    code: 0,
    error: '',
    executionTime: 0,
    timings: { inference: 0 },
  },
};

/** What the clients send before an upload, and where (`wavespeed` 0.3.2). */
export const TICKET = { path: '/api/v3/media/uploads', fields: ['content_type', 'filename', 'size'] };

/** The questions about money and lists, as the command line of WaveSpeedAI asks them: path and fields of the body. */
export const QUESTIONS = {
  price: { path: '/api/v3/model/price', fields: ['inputs', 'model_id'] },
  list: {
    path: '/api/v3/predictions',
    fields: ['created_after', 'created_before', 'model', 'page', 'page_size'],
  },
  bill: {
    path: '/api/v3/billings/search',
    fields: ['access_key_uuid', 'billing_type', 'end_time', 'model_uuid', 'page', 'page_size', 'start_time'],
  },
};

/**
 * The body of a webhook: built from the fields that https://wavespeed.ai/docs/how-to-use-webhooks lists, not copied. It is
 * the prediction alone, without the envelope of the API.
 */
export const WEBHOOK = {
  ...ACCEPTED.data,
  status: 'completed',
  outputs: ['https://d1q70pf5vjeyhc.cloudfront.net/predictions/a-take.mp4'],
  has_nsfw_contents: [false],
  input: SUBMISSION,
  executionTime: 178_000,
};
