/** The one sentence or two for every reason that an edit ended: what happened, what it cost, what to do next. */
import type { Reason, ReasonCode } from '../edit/reason.ts';
import { formatTimecode } from '../edit/timecode.ts';
import { formatDollars } from '../money/micros.ts';
import { seconds, size } from './figures.ts';
import { formatName } from './format-name.ts';

type Wording = { [Code in ReasonCode]: (reason: Extract<Reason, { code: Code }>) => string };

const FREE = 'Nothing was charged.';

const IMAGE_TROUBLE: Record<Extract<Reason, { code: 'image_unusable' }>['why'], string> = {
  not_an_image: 'is not a JPEG, PNG or WebP image',
  too_small: 'is too small: references need at least 300 pixels on each side',
  too_big: 'is too large: references may have up to 10 MB',
  animated: 'is animated: send one still image',
  heic: 'is a HEIC photo, which no model takes: take a screenshot of it, or export it as JPEG, and send that',
  video: 'is a video: a reference is one still image, as JPEG, PNG or WebP',
  damaged: 'is damaged and cannot be read',
  shape: 'is too long and narrow: one side may be at most 2.5 times the other',
};

const OPTION_MEANS: Readonly<Record<string, string>> = {
  '--aspect': 'the shape of the result',
  '--seconds': 'the length of the result',
  '--shot': 'the shot type',
};

function insteadWording(model: string | null, otherwise: string, does = 'which does'): string {
  return model ? `Ask again with --model ${model}, ${does}.` : otherwise;
}

const CAPPED: Record<NonNullable<Extract<Reason, { code: 'over_cap' }>['whose']>, string> = {
  deployment: 'all teams together have',
  team: 'the team has',
  channel: 'this channel has',
  person: 'you have',
};

const UNREACHABLE: Record<Extract<Reason, { code: 'clip_unreachable' }>['detail'], string> = {
  not_found: 'There is no clip at that address any more.',
  forbidden: 'That address does not let Recut in. Make the link public, or upload the clip here.',
  private_address:
    'That link points into a private network, where Recut does not go. Upload the clip here instead.',
  bad_link:
    'That link leads to a web page, not to a video file. Link to the file itself, or upload the clip here.',
  unreachable: 'The clip could not be fetched, even after several tries. Check the link or upload it again.',
};

const WORDING: Wording = {
  help: () =>
    'Send a clip and say what to change, for example "swap the beer for cola, keep everything else". ' +
    'Options: --draft or --final, --mute, --from 0:02 --to 0:07, --quote to ask only for the price; ' +
    '--model to name a model, and where it lets one choose, --aspect 9:16, --seconds 5 and --shot.',
  heard_late: () =>
    `Recut was away when this was asked for, and does not begin so late what may not be wanted any more. ${FREE} If it is, press Try again.`,
  no_prompt: () => `Say in a sentence what should change in the clip. ${FREE}`,
  prompt_too_long: ({ length, limit }) =>
    `The text has ${length.toLocaleString('en-US')} characters; the model takes up to ${limit.toLocaleString('en-US')}. Shorten it and ask again. ${FREE}`,
  unknown_option: ({ option, nearest }) =>
    `There is no option ${option}.${nearest ? ` Did you mean ${nearest}?` : ' There are --draft, --final, --mute, --from, --to, --quote, --model, --aspect, --seconds and --shot.'} ${FREE}`,
  bad_option: ({ option, value, expected }) =>
    `${option}${value ? ` ${value}` : ''} needs ${expected}. ${FREE}`,
  unknown_model: ({ model, nearest }) =>
    `There is no model "${model}" here.${nearest ? ` Did you mean ${nearest}?` : ''} ${FREE}`,
  unknown_reference: ({ name, given }) =>
    `The text names ${name}, but ${given === 0 ? 'none was given' : given === 1 ? 'only one was given' : `only ${given} were given`}. Add it and ask again. ${FREE}`,
  too_many_images: ({ given, limit }) =>
    `${given} images were given; the model takes ${limit === 0 ? 'none' : `up to ${limit}`}. ${FREE}`,
  elements_not_taken: ({ model, instead }) =>
    `${model} takes no elements here. ${insteadWording(instead, 'Give the picture as an image, and name it @Image1.')} ${FREE}`,
  too_many_elements: ({ given, limit }) =>
    `${given} elements were given; the model takes up to ${limit}. Leave some out and ask again. ${FREE}`,
  too_many_references: ({ given, limit, instead }) =>
    `${given} images and elements were given; the model takes up to ${limit} together. ${insteadWording(instead, 'Leave some out and ask again.', 'which takes that many')} ${FREE}`,
  too_many_views: ({ name, given, limit }) =>
    `${name} has ${given} more views; the model takes ${limit === 0 ? 'none' : `up to ${limit}`} besides the frontal image. ${FREE}`,
  option_not_taken: ({ option, model, instead }) =>
    `${model} does not let one choose ${OPTION_MEANS[option] ?? option} here. ${insteadWording(instead, `Leave ${option} out and ask again.`)} ${FREE}`,
  unknown_name: ({ name, nearest, saved }) =>
    `Nothing is saved here as ${name}. ${
      nearest
        ? `Did you mean ${nearest}?`
        : saved === 0
          ? 'Save it with /edit-library, or write it without the @.'
          : 'Type /edit-library to see what is saved, or write it without the @.'
    } ${FREE}`,
  saved_gone: ({ name }) =>
    `${name} was removed from the library before the edit began. Save it again, or ask without it. ${FREE}`,
  no_clip: () =>
    `There is no clip to edit. Attach one, reply to a message that has one, or paste a link to a video file. ${FREE}`,
  too_many_clips: ({ given }) =>
    `${given} clips were given; an edit changes one. Send them one at a time. ${FREE}`,
  clip_unreachable: ({ detail }) => `${UNREACHABLE[detail]} ${FREE}`,
  platform_away: () =>
    `The chat was out of reach for a quarter of an hour, so the clip could not be fetched. ${FREE} Press Try again.`,
  clip_not_shared: () =>
    `Recut cannot open that clip here. Invite Recut to the channel where the clip is, then ask again. ${FREE}`,
  clip_gone: () => `The clip is no longer where it was uploaded. Upload it again and ask once more. ${FREE}`,
  disk_broken: () =>
    `Recut cannot write to its disk just now. ${FREE} Whoever runs Recut can see why; then press Try again.`,
  disk_full: () =>
    `Recut has no room for another clip just now. ${FREE} Whoever runs Recut can make room; then press Try again.`,
  clip_too_big: ({ bytes, limit }) =>
    `The clip${bytes === null ? '' : ` has ${size(bytes)} and`} is over the limit of ${size(limit)}. Send a smaller one. ${FREE}`,
  not_a_video: ({ name }) =>
    `${name} is not a video that Recut can read. Send an MP4, MOV or WebM file. ${FREE}`,
  clip_damaged: ({ name }) =>
    `${name} is damaged and cannot be read to its end. Export it again and send that. ${FREE}`,
  clip_format: ({ format }) =>
    `Recut cannot read ${format ? `${formatName(format)} video` : 'this kind of video'}. Export the clip as H.264 in MP4 and send it again. ${FREE}`,
  clip_too_long: ({ durationMs, limitMs }) =>
    `The clip is ${seconds(durationMs)} long; the model takes up to ${seconds(Math.floor(limitMs / 1000) * 1000)}. ` +
    `Choose a part, for example --from 0:00 --to ${formatTimecode(Math.floor(limitMs / 1000) * 1000)}. ${FREE}`,
  clip_too_short: ({ durationMs, limitMs }) =>
    `The clip is ${seconds(durationMs)} long; the model needs at least ${seconds(limitMs)}. Send a longer part. ${FREE}`,
  choice_expired: () =>
    `Nobody said in time what to do with the length of the clip. ${FREE} Press Try again to be asked once more.`,
  clip_shape: ({ width, height, min, max }) =>
    `The clip is ${width}×${height}; the model takes ${min} to ${max} pixels on each side, and no size of this shape has that. Crop it and send it again. ${FREE}`,
  clip_pixels: ({ width, height }) =>
    `The clip is ${width}×${height}, which is more than Recut can work on. Export it at 4K or less and send it again. ${FREE}`,
  clip_not_fitted: () =>
    `Recut converted the clip for the model, but what came out still does not fit it. Export it as H.264 in MP4, at 1080p and 30 frames per second, and send it again. ${FREE}`,
  window_outside: ({ durationMs }) =>
    `The part you chose lies outside the clip, which is ${seconds(durationMs)} long. ${FREE}`,
  image_unusable: ({ name, why }) => `${name} ${IMAGE_TROUBLE[why]}. ${FREE}`,
  over_cap: ({ price, cap, left, period, whose = 'team' }) =>
    `This edit costs ${formatDollars(price)}, and ${CAPPED[whose]} ${formatDollars(left)} of ${formatDollars(cap)} left in ${period}. ` +
    `Choose a shorter part or a draft, or ask whoever runs Recut for a higher cap. ${FREE}`,
  over_ceiling: ({ price, ceiling }) =>
    `This edit costs ${formatDollars(price)}, and here a single edit may cost ${formatDollars(ceiling)} at most. ` +
    `Choose a shorter part or a draft. ${FREE}`,
  over_length: ({ durationMs, limitMs }) =>
    `The clip is ${seconds(durationMs)} long, and here a single edit may have ${seconds(limitMs)} at most. ` +
    `Choose a part, for example --from 0:00 --to ${formatTimecode(limitMs)}. ${FREE}`,
  no_price: ({ model }) => `No price is known for ${model}, so it does not run. ${FREE}`,
  quote_expired: () => `Nobody ran it while the price held. ${FREE} Press Try again for a new price.`,
  approval_expired: ({ agreed }) =>
    `${agreed ? 'Only one approver agreed in time, and two must' : 'Nobody decided in time'}. ${FREE} Press Try again to ask once more.`,
  declined: ({ why }) => `${why ? `“${why}” ` : ''}${FREE}`,
  moderation: () =>
    `The provider refused this prompt or clip under its content rules. ${FREE} Change the wording and press Try again.`,
  bad_media: ({ detail }) =>
    `The provider could not use the clip or an image: ${detail}. ${FREE} Press Try again to hand it over anew; if that does not help, export it again and send that.`,
  bad_request: ({ detail }) =>
    `The provider did not accept the request: ${detail}. ${FREE} Tell whoever runs Recut.`,
  provider_funds: () =>
    `The account at the provider has run out of funds. ${FREE} Whoever runs Recut can top it up; then press Try again.`,
  provider_access: () =>
    `The provider does not accept Recut's key. ${FREE} Whoever runs Recut needs to check it; then press Try again.`,
  provider_busy: () => `The provider takes no more work right now. ${FREE} Press Try again in a few minutes.`,
  provider_down: () => `The provider cannot be reached. ${FREE} Press Try again later.`,
  provider_failed: () => `The provider tried and failed to make this edit. ${FREE} Press Try again.`,
  take_expired: () =>
    `The provider finished, but its file was gone before it could be fetched. ${FREE} Whoever runs Recut can find it in the provider's bill; press Try again to make it anew.`,
  take_unusable: () =>
    `What the provider sent back is not a video that can be played. ${FREE} Whoever runs Recut can find it in the provider's bill; press Try again to make it anew.`,
  parts_failed: ({ parts, why, charged }) =>
    `None of the ${parts} parts could be made${charged ? `, and ${formatDollars(charged)} were charged in all` : ''}. The first: ${reasonWording(why)}`,
  parts_not_joined: ({ parts, charged }) =>
    parts === 1
      ? `The finished part could not be put together with the sound of the clip. It is in this thread as it was made. ${formatDollars(charged)} were charged in all.`
      : `The ${parts} finished parts could not be joined into one clip. Each of them is in this thread as a take of its own. ${formatDollars(charged)} were charged in all.`,
  settled_as_charged: ({ charged }) =>
    `An approver found at the provider that it was charged ${formatDollars(charged)}, and that no take will come of it. Press Try again to make it anew, at its own price.`,
  settled_as_not_run: ({ why }) =>
    `An approver found that it never ran${why ? `: “${why}”` : ''}. ${FREE} Press Try again to make it.`,
  cancelled: ({ charged }) =>
    charged
      ? `${formatDollars(charged)} were charged for what the provider had begun; no take came of it.`
      : FREE,
  too_many_requests: ({ limit }) =>
    `That is more than ${limit} requests within a minute, which is what one person may ask for. ${FREE} Wait a minute and ask again.`,
  queue_full: ({ limit }) =>
    `${limit} edits of this team are under way or wait for an answer, which is as many as Recut takes. ${FREE} Ask again when some of them are done.`,
  restored: () =>
    'Recut was restored from a backup, which does not know whether this edit was made after it. If its take is not here, press Try again to make it.',
  internal: () =>
    `Something went wrong in Recut itself. ${FREE} It is in the log for whoever runs Recut; press Try again.`,
};

/** @returns the sentence for people; never holds an address, a token or a provider's raw words beyond a short detail. */
export function reasonWording<R extends Reason>(reason: R): string {
  const word = WORDING[reason.code] as (reason: Reason) => string;
  return word(reason);
}
