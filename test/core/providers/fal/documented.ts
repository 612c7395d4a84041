/** What fal's pages and its own client show, word for word, as read on 2026-11-22. */

const INPUTS = 'https://storage.googleapis.com/falserverless/example_inputs/kling-o3';

/** The examples of https://fal.ai/models/fal-ai/kling-video/o3/pro/video-to-video/edit/llms.txt, without its element. */
export const PRO_SUBMISSION = {
  prompt: 'Change environment to be fully snow as @Image1. Replace animal with @Element1',
  video_url: `${INPUTS}/pro-v2v-edit/video_reference.mp4`,
  image_urls: [`${INPUTS}/pro-v2v-edit/image_url1.jpg`],
  keep_audio: true,
};

/**
 * The sample of
 * https://fal.ai/docs/model-api-reference/video-generation-api/kling-video-o3-standard-video-to-video.md
 */
export const STANDARD_SUBMISSION = {
  prompt:
    'change the main character to be Popeye from @Element1, dark lighting and rain, 3d character. make him sad, with rain dropping on him, dark light on the character.',
  video_url: `${INPUTS}/standard-v2v-edit/standard_video_reference.mp4`,
};

/** The fields of `O3ProEditVideoV2VInput` in @fal-ai/client 1.10.1, and what those have that may be left out. */
export const FIELDS = ['prompt', 'video_url', 'image_urls', 'keep_audio', 'elements', 'shot_type'];
export const DEFAULTS = { keep_audio: true };

export const QUEUE = 'https://queue.fal.run';
const REQUEST = `${QUEUE}/fal-ai/fast-sdxl/requests/80e732af-660e-45cd-bd63-580e4f2a94cc`;

/**
 * Built from the type `O3ProEditVideoV2VInput`, not copied: a submission that names an element, with all that it may have.
 * The sample of the page names `@Element1` as well, with pictures of its own.
 */
export const WITH_ELEMENTS = {
  ...PRO_SUBMISSION,
  elements: [
    {
      frontal_image_url: `${INPUTS}/pro-v2v-edit/element_front.png`,
      reference_image_urls: [
        `${INPUTS}/pro-v2v-edit/element_view1.png`,
        `${INPUTS}/pro-v2v-edit/element_view2.png`,
        `${INPUTS}/pro-v2v-edit/element_view3.png`,
      ],
    },
    { frontal_image_url: `${INPUTS}/pro-v2v-edit/another_front.png` },
  ],
};

/**
 * The body of a success, as copies of https://docs.fal.ai/model-endpoints/webhooks show it; that of an error is built from
 * what the page says of its fields.
 */
export const WEBHOOKS = {
  ok: {
    request_id: '024ca5b1-45d3-4afd-883e-ad3abe2a1c4d',
    gateway_request_id: '024ca5b1-45d3-4afd-883e-ad3abe2a1c4d',
    status: 'OK',
    payload: {
      images: [
        {
          url: 'https://url.to/image.png',
          content_type: 'image/png',
          file_name: 'image.png',
          file_size: 1824075,
          width: 1024,
          height: 1024,
        },
      ],
      seed: 196619188014358660,
    },
    error: null,
  },
  error: {
    request_id: '024ca5b1-45d3-4afd-883e-ad3abe2a1c4d',
    gateway_request_id: '024ca5b1-45d3-4afd-883e-ad3abe2a1c4d',
    status: 'ERROR',
    error: 'Invalid status code: 422',
    payload: { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'value_error.missing' }] },
  },
};

/** From here on https://docs.fal.ai/model-endpoints/queue */
export const ACCEPTED = {
  request_id: '80e732af-660e-45cd-bd63-580e4f2a94cc',
  response_url: REQUEST,
  status_url: `${REQUEST}/status`,
  cancel_url: `${REQUEST}/cancel`,
};

export const IN_QUEUE = { status: 'IN_QUEUE', queue_position: 0, response_url: REQUEST };

/** The output that the pages of the Kling O3 endpoints show. */
export const OUTPUT = {
  video: {
    content_type: 'video/mp4',
    file_name: 'output.mp4',
    file_size: 13096952,
    url: 'https://v3b.fal.media/files/b/0a8d04e2/idOb9V-Q9ujlggPSKqsfS_output.mp4',
  },
};

/** https://fal.ai/docs/documentation/model-apis/request-errors */
export const REQUEST_ERROR = { detail: 'Request timed out', error_type: 'request_timeout' };

/** As people report it: https://github.com/fal-ai/fal/issues/1112, …/1163 and …/1168 */
export const LOCKED_FOR_FUNDS = [
  'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
  'User is locked. Reason: TOP_UP.',
];
export const LOCKED_OTHERWISE = 'User is locked. Reason: Admin lock. Please contact support@fal.ai';

/** What the client sends before an upload, and where (storage.js of @fal-ai/client 1.10.1). */
export const UPLOAD = {
  path: '/storage/upload/initiate?storage_type=fal-cdn-v3',
  pathInParts: '/storage/upload/initiate-multipart?storage_type=fal-cdn-v3',
  fields: ['content_type', 'file_name'],
};
export const LARGEST_WHOLE = 90 * 1_024 * 1_024;
export const PART = 10 * 1_024 * 1_024;

/** An entry of `detail`, as https://fal.ai/docs/documentation/model-apis/errors describes it. */
export function complaint(type: string, field?: string) {
  return {
    loc: field === undefined ? ['body'] : ['body', field],
    msg: `It is ${type}`,
    type,
    url: `https://docs.fal.ai/errors/#${type}`,
    ctx: {},
    input: null,
  };
}
