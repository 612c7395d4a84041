import type {
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import type { Ask, Chosen, FormFacts, Upload } from '../../core/edit/ask.ts';
import type { Place } from '../../core/edit/edit.ts';
import { isVideo } from './chat-message.ts';
import type { Draft } from './draft.ts';
import { elementOptions, imageOptions } from './edit-command.ts';
import { fileOf } from './interaction-file.ts';
import { PLATFORM, placeOf } from './place.ts';
import { messageUpload, passingUpload } from './upload-ref.ts';

/** What an interaction tells about itself, whatever its kind. */
type Origin = Pick<ModalSubmitInteraction, 'id' | 'guildId' | 'channelId' | 'channel' | 'user'>;

export function keysOf({ id }: Pick<Origin, 'id'>): string[] {
  return [`${PLATFORM}:interaction:${id}`];
}

/** `message` is the one that the thread is to hang on, if any. */
export function placeOfInteraction(
  interaction: Omit<Origin, 'id' | 'user'>,
  message: string | null = null,
): Place {
  const { guildId, channelId, channel } = interaction;
  return placeOf({
    guild: guildId,
    channel: channelId ?? '',
    parent: channel?.isThread() ? channel.parentId : null,
    message,
  });
}

/** `/edit` as a request. What was left out is left to the text, and then to the core. */
export function askOfCommand(interaction: ChatInputCommandInteraction, facts: FormFacts): Ask {
  const { options } = interaction;
  const video = options.getAttachment('video');
  const images = imageOptions(facts).flatMap((name) => options.getAttachment(name) ?? []);
  const quality = options.getString('quality');
  const keepSound = options.getBoolean('sound');
  const from = options.getString('from')?.trim();
  const to = options.getString('to')?.trim();
  const aspectRatio = options.getString('aspect');
  const seconds = options.getInteger('seconds');
  const shotType = options.getString('shot');
  const chosen: Chosen = {
    ...(video ? { clip: asSource(passingUpload(fileOf(video))) } : {}),
    ...(images.length > 0 ? { images: images.map((image) => asSource(passingUpload(fileOf(image)))) } : {}),
    ...(quality === 'draft' || quality === 'final' ? { quality } : {}),
    ...(keepSound === null ? {} : { keepSound }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(facts.maxElements > 0 ? { elements: elementsOf(interaction, facts) } : {}),
    ...(aspectRatio ? { aspectRatio } : {}),
    ...(seconds === null ? {} : { seconds: String(seconds) }),
    ...(shotType ? { shotType } : {}),
  };
  return askOf(interaction, options.getString('prompt', true), chosen, null);
}

/** The pictures of each element of which there are any, its frontal image first. */
function elementsOf({ options }: ChatInputCommandInteraction, facts: FormFacts) {
  return elementOptions(facts)
    .map((names) =>
      names.flatMap((name) => {
        const picture = options.getAttachment(name);
        return picture ? [asSource(passingUpload(fileOf(picture)))] : [];
      }),
    )
    .filter(({ length }) => length > 0);
}

/**
 * A form that came back. It stays open where Discord saw no answer, and may then be sent again: what it is known by makes
 * that the same request.
 */
export function askOfForm(interaction: Origin, id: string, draft: Draft): Ask {
  const chosen: Chosen = {
    ...(draft.clip ? { clip: draft.clip } : {}),
    ...(draft.images.length > 0 ? { images: draft.images } : {}),
    ...(draft.quality ? { quality: draft.quality } : {}),
    keepSound: draft.keepSound,
    ...(draft.from ? { from: draft.from } : {}),
    ...(draft.to ? { to: draft.to } : {}),
    ...(draft.elements ? { elements: draft.elements } : {}),
    ...(draft.aspectRatio ? { aspectRatio: draft.aspectRatio } : {}),
    ...(draft.seconds ? { seconds: draft.seconds } : {}),
    ...(draft.shotType ? { shotType: draft.shotType } : {}),
  };
  const ask = askOf(interaction, draft.prompt, chosen, draft.message);
  return { ...ask, keys: [...ask.keys, `${PLATFORM}:form:${id}`] };
}

function askOf(interaction: Origin, text: string, chosen: Chosen, message: string | null): Ask {
  return {
    keys: keysOf(interaction),
    place: placeOfInteraction(interaction, message),
    person: interaction.user.id,
    text: text.trim(),
    uploads: [],
    chosen,
  };
}

/** The form for the clip of a message: the first video that it shows. */
export function draftOfMessage({ targetMessage, user }: MessageContextMenuCommandInteraction): Draft {
  const forwarded = [...targetMessage.messageSnapshots.values()].flatMap(({ attachments }) => [
    ...attachments.values(),
  ]);
  const files = [...targetMessage.attachments.values(), ...forwarded].map(fileOf);
  const video = files.find(isVideo);
  const at = { channel: targetMessage.channelId, message: targetMessage.id };
  return {
    ...emptyDraft(user.id),
    message: targetMessage.id,
    clip: video ? asSource(messageUpload(at, video)) : null,
  };
}

/** A form that starts from what was asked before, so that nothing typed is lost. */
export function draftOfAsk({ person, place, text, chosen = {} }: Ask): Draft {
  return { ...draftOfChoices(person, text, chosen), message: place.message };
}

/** A form with everything filled in that is chosen already. */
export function draftOfChoices(person: string, prompt: string, chosen: Chosen): Draft {
  return {
    ...emptyDraft(person),
    clip: chosen.clip ?? null,
    images: chosen.images ?? [],
    prompt,
    quality: chosen.quality ?? null,
    keepSound: chosen.keepSound ?? true,
    from: chosen.from ?? '',
    to: chosen.to ?? '',
    elements: chosen.elements ?? null,
    aspectRatio: chosen.aspectRatio ?? '',
    seconds: chosen.seconds ?? '',
    shotType: chosen.shotType ?? '',
  };
}

export function emptyDraft(person: string): Draft {
  return {
    person,
    message: null,
    clip: null,
    images: [],
    prompt: '',
    quality: null,
    keepSound: true,
    from: '',
    to: '',
    elements: null,
    aspectRatio: '',
    seconds: '',
    shotType: '',
  };
}

function asSource({ ref, name, bytes }: Upload) {
  return { kind: 'upload' as const, ref, name, bytes };
}
