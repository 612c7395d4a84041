import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });

/** A submission was taken when its answer names the request. */
export const Accepted = z.object({
  request_id: z.string().min(1),
  status_url: z.string().nullish().catch(null),
});
export type Accepted = z.output<typeof Accepted>;

export const QueueStatus = z.object({
  /** IN_QUEUE, IN_PROGRESS or COMPLETED. Completed may mean that it failed. */
  status: z.string(),
  response_url: z.string().nullish().catch(null),
  error: z.string().nullish().catch(null),
  error_type: z.string().nullish().catch(null),
});
export type QueueStatus = z.output<typeof QueueStatus>;

/** What the models for editing video give. */
export const VideoOutput = z.object({ video: z.object({ url: webAddress }) });

export const UploadStarted = z.object({ upload_url: webAddress, file_url: webAddress });

/** Of one part of a large upload. */
export const PartTaken = z.object({ etag: z.string().min(1) });

export const CancelAnswer = z.object({ status: z.string() });
