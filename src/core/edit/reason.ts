import type { Micros } from '../money/micros.ts';

/**
 * Why an edit did not end in a take. Data only: the sentence for it stands in the wording catalogue, so that every
 * reason has exactly one wording and a test can see that none lacks it.
 */
export type Reason =
  // the request
  | { code: 'help' }
  /** It was written so long before it was read that it may not be wanted any more. */
  | { code: 'heard_late' }
  | { code: 'no_prompt' }
  | { code: 'prompt_too_long'; length: number; limit: number }
  | { code: 'unknown_option'; option: string; nearest: string | null }
  | { code: 'bad_option'; option: string; value: string; expected: string }
  | { code: 'unknown_model'; model: string; nearest: string | null }
  | { code: 'unknown_reference'; name: string; given: number }
  | { code: 'too_many_images'; given: number; limit: number }
  /** `instead` is the key of a model that takes what this one does not; null when none is at hand. */
  | { code: 'elements_not_taken'; model: string; instead: string | null }
  | { code: 'too_many_elements'; given: number; limit: number }
  /** Images and elements together. */
  | { code: 'too_many_references'; given: number; limit: number; instead: string | null }
  | { code: 'too_many_views'; name: string; given: number; limit: number }
  | { code: 'option_not_taken'; option: string; model: string; instead: string | null }
  /** Nothing is saved under that name, with the @ that it was typed with. */
  | { code: 'unknown_name'; name: string; nearest: string | null; saved: number }
  /** It was saved when the edit was asked for. */
  | { code: 'saved_gone'; name: string }
  | { code: 'no_clip' }
  | { code: 'too_many_clips'; given: number }
  // the files
  | {
      code: 'clip_unreachable';
      detail: 'not_found' | 'forbidden' | 'private_address' | 'bad_link' | 'unreachable';
    }
  /** The chat platform, where the clip is, was away for too long. */
  | { code: 'platform_away' }
  | { code: 'clip_not_shared' }
  /** The upload is no longer on the chat platform. */
  | { code: 'clip_gone' }
  /** Recut has no room on its disk. */
  | { code: 'disk_full' }
  /** It refuses to be written to, or answers with errors. */
  | { code: 'disk_broken' }
  | { code: 'clip_too_big'; bytes: number | null; limit: number }
  | { code: 'not_a_video'; name: string }
  | { code: 'clip_damaged'; name: string }
  /** A container or a codec, as files and libraries name them, that nothing here reads; null when it has no name. */
  | { code: 'clip_format'; format: string | null }
  | { code: 'clip_too_long'; durationMs: number; limitMs: number }
  | { code: 'clip_too_short'; durationMs: number; limitMs: number }
  /** Nobody said what to do with a clip that is too long or too short. */
  | { code: 'choice_expired' }
  /** No size of this shape is within the range on both sides. */
  | { code: 'clip_shape'; width: number; height: number; min: number; max: number }
  /** Too many pixels to be worked on here. */
  | { code: 'clip_pixels'; width: number; height: number }
  /** It was encoded anew for the model, and still is not what that takes. */
  | { code: 'clip_not_fitted' }
  | { code: 'window_outside'; durationMs: number }
  | {
      code: 'image_unusable';
      name: string;
      why: 'not_an_image' | 'too_small' | 'too_big' | 'animated' | 'damaged' | 'shape' | 'heic' | 'video';
    }
  // the money
  /** `whose` cap it is; left out by earlier versions, which named the team. */
  | {
      code: 'over_cap';
      price: Micros;
      cap: Micros;
      left: Micros;
      period: string;
      whose?: 'deployment' | 'team' | 'channel' | 'person';
    }
  /** The team's ceilings of a single edit. */
  | { code: 'over_ceiling'; price: Micros; ceiling: Micros }
  | { code: 'over_length'; durationMs: number; limitMs: number }
  | { code: 'no_price'; model: string }
  | { code: 'quote_expired' }
  /** `agreed`: how many had, of the two who must. */
  | { code: 'approval_expired'; agreed?: number }
  | { code: 'declined'; why: string }
  // the provider
  | { code: 'moderation' }
  | { code: 'bad_media'; detail: string }
  | { code: 'bad_request'; detail: string }
  | { code: 'provider_funds' }
  | { code: 'provider_access' }
  | { code: 'provider_busy' }
  | { code: 'provider_down' }
  | { code: 'provider_failed' }
  | { code: 'take_expired' }
  | { code: 'take_unusable' }
  /** Of a clip in parts not one came to a take; why the first did not, and what was charged for them all the same. */
  | { code: 'parts_failed'; parts: number; why: Reason; charged?: Micros }
  /** So many parts were made, and each is shown on its own; what was charged for all. */
  | { code: 'parts_not_joined'; parts: number; charged: Micros }
  // people and ourselves
  /** An approver said so of a submission that nobody could find; `over`: how much more than was set aside. */
  | { code: 'settled_as_charged'; charged: Micros; over?: Micros }
  | { code: 'settled_as_not_run'; why: string }
  /** `charged`: for parts of a clip that brought no take; left out when nothing was. */
  | { code: 'cancelled'; charged?: Micros }
  /** By one person within a minute. */
  | { code: 'too_many_requests'; limit: number }
  /** Edits of the team that have not ended. */
  | { code: 'queue_full'; limit: number }
  /** Recut was restored from a backup, which does not know whether this edit went on. */
  | { code: 'restored' }
  | { code: 'internal'; detail: string };

export type ReasonCode = Reason['code'];
