/** What Segmind's pages show, word for word, as read on 2026-11-22. */

/** The sample of https://www.segmind.com/models/kling-o3-video2video-edit/api */
export const SUBMISSION = {
  prompt:
    'Transform the scene into a cyberpunk neon-lit city at night, glowing neon signs, rain-soaked streets, futuristic atmosphere',
  video_url: 'https://segmind-resources.s3.amazonaws.com/input/kling-o3-video2video-edit-source-video.mp4',
  mode: 'pro',
  duration: '5',
  aspect_ratio: '16:9',
  keep_audio: false,
};

/** The parameters of the same page. */
export const PARAMETERS = {
  mode: ['std', 'pro'],
  duration: Array.from({ length: 13 }, (_, index) => String(index + 3)),
  aspect_ratio: ['16:9', '9:16', '1:1'],
};

/**
 * Built from the parameters of the same page, not copied: its sample names no images and no elements. Up to three more
 * views of each element.
 */
export const WITH_ELEMENTS = {
  ...SUBMISSION,
  image_urls: ['https://segmind-resources.s3.amazonaws.com/input/a-place.png'],
  elements: [
    {
      frontal_image_url: 'https://segmind-resources.s3.amazonaws.com/input/front.png',
      reference_image_urls: [
        'https://segmind-resources.s3.amazonaws.com/input/view-1.png',
        'https://segmind-resources.s3.amazonaws.com/input/view-2.png',
        'https://segmind-resources.s3.amazonaws.com/input/view-3.png',
      ],
    },
    { frontal_image_url: 'https://segmind-resources.s3.amazonaws.com/input/another-front.png' },
  ],
  shot_type: 'customize',
};

/** From here on https://docs.segmind.com/docs/serverless-api/async-inference, whose ids are cut short there. */
const ID = '2c7f59ea-13f1-402c-9353-915a2b5a2124';
const API = 'https://api.segmind.com';

export const ACCEPTED = {
  request_id: ID,
  status: 'QUEUED',
  poll_url: `${API}/v1/requests/${ID}`,
  status_url: `${API}/v2/requests/${ID}/status`,
  response_url: `${API}/v2/requests/${ID}`,
};

export const QUEUED = {
  status: 'QUEUED',
  request_id: ID,
  status_url: `${API}/v2/requests/${ID}/status`,
  response_url: `${API}/v2/requests/${ID}`,
  metrics: {},
};

export const COMPLETED = { status: 'COMPLETED', request_id: ID, metrics: { inference_time: 13.06 } };

/** What is answered with HTTP 422 when a request failed, as the tests of Segmind's own Python client have it. */
export const FAILED = {
  status: 'FAILED',
  error: 'Validation error in MockInferenceProcessor: sleep must be …',
  metrics: { inference_time: 0.008 },
  request_id: ID,
};

/** The body and the answer of https://docs.segmind.com/api-reference/segmind-storage */
export const UPLOAD = { data_urls: ['data:image/jpeg;base64,…'] };
export const UPLOADED = { urls: ['https://storage.segmind.com/assets/…'] };

/** The answer of https://docs.segmind.com/home/api-reference/account-and-billing-apis */
export const CREDITS = { credits: 0.0, 'free-credits': 0.0184921035 };
