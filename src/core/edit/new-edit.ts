import type { Millis } from '../clock.ts';
import type { Model } from '../providers/model.ts';
import type { Ask, Upload } from './ask.ts';
import { asksTooMuch } from './asks-too-much.ts';
import type { ClipSource } from './clip.ts';
import type { Edit, EditId, Window } from './edit.ts';
import { type Parsed, parseRequest, takeLink } from './grammar.ts';
import { gatherPictures, layoutOf, type Pictures, type Saved } from './pictures.ts';
import { expandNames, normaliseReferences } from './prompt-names.ts';
import { missingReference, unknownName } from './prompt-references.ts';
import type { Reason } from './reason.ts';
import { chosenResult, type ResultOptions } from './result-options.ts';
import { parseTimecode } from './timecode.ts';
import { type Usual, usualModel } from './usual-model.ts';

/** What a request amounts to: a wish with its files, and what makes it impossible, if anything. */
export interface Understood {
  prompt: string;
  model: Model;
  keepSound: boolean;
  window: Window | null;
  quoteOnly: boolean;
  source: ClipSource;
  pictures: Pictures;
  result: ResultOptions;
  problem: Reason | null;
}

/** What a request falls back on. */
export interface Defaults extends Usual {
  /** The clip that this conversation is about, for a request that brings none. */
  earlier: ClipSource | null;
  /** What the team has saved, by name in lower case. */
  saved: ReadonlyMap<string, Saved>;
}

/** Judges a request by itself, before any file of it is looked at. Pure and total. */
export function understand(ask: Ask, defaults: Defaults): Understood {
  const parsed = withChosen(parseRequest(ask.text), ask);
  const files = sortUploads(ask.uploads);
  const clip = ask.chosen?.clip ?? (files.clips[0] ? uploaded(files.clips[0]) : null);
  const { prompt: typed, link } = clip ? { prompt: parsed.prompt, link: null } : takeLink(parsed.prompt);
  const prompt = normaliseReferences(typed);
  const pictures = gatherPictures(
    prompt,
    {
      images: [...(ask.chosen?.images ?? []), ...files.images.map(uploaded)],
      elements: ask.chosen?.elements ?? null,
    },
    defaults.saved,
  );
  const { model, problem: modelProblem } = chooseModel(parsed, defaults);
  const repliedTo: ClipSource | null = ask.place.thread || ask.place.message ? { kind: 'thread' } : null;
  const source = clip ?? (link ? { kind: 'link' as const, url: link } : (defaults.earlier ?? repliedTo));
  return {
    prompt,
    model,
    keepSound: !parsed.mute,
    window: parsed.from === null && parsed.to === null ? null : { from: parsed.from ?? 0, to: parsed.to },
    quoteOnly: parsed.quoteOnly,
    source: source ?? { kind: 'thread' },
    pictures,
    result: parsed.result,
    problem:
      helpWanted(prompt, clip ?? link) ??
      parsed.problem ??
      modelProblem ??
      promptProblem(prompt, model, pictures, defaults.saved) ??
      asksTooMuch({ ...parsed.result, ...countsOf(pictures) }, model, defaults.catalogue) ??
      (files.clips.length > 1 && !ask.chosen?.clip
        ? { code: 'too_many_clips', given: files.clips.length }
        : null) ??
      (source ? null : { code: 'no_clip' }),
  };
}

/** The edit that a request becomes. One that cannot work is refused at once, which its thread then says. */
export function newEdit(ask: Ask, understood: Understood, id: EditId, now: Millis): Edit {
  const { prompt, model, keepSound, window, quoteOnly, source, pictures, result, problem } = understood;
  const base = {
    id,
    version: 1,
    place: ask.place,
    person: ask.person,
    wish: { prompt, model: model.key, keepSound, window, quoteOnly, ...layoutOf(pictures), ...result },
    source,
    images: [...pictures.images, ...pictures.elements.flat()],
    askedAt: now,
    since: now,
    tries: 0,
  };
  if (!problem) return { ...base, state: 'requested', dueAt: now };
  return {
    ...base,
    state: 'refused',
    dueAt: null,
    reason: problem,
    at: 'check',
    clip: null,
    quote: null,
    approval: null,
  };
}

/** What a form or command named outright wins over what stands in the text. */
function withChosen(parsed: Parsed, { chosen }: Ask): Parsed {
  if (!chosen) return parsed;
  const from = chosen.from ? parseTimecode(chosen.from) : parsed.from;
  const to = chosen.to ? parseTimecode(chosen.to) : parsed.to;
  const { result, problem: resultProblem } = chosenResult(chosen);
  return {
    ...parsed,
    quality: chosen.quality ?? parsed.quality,
    mute: chosen.keepSound === undefined ? parsed.mute : !chosen.keepSound,
    quoteOnly: chosen.quoteOnly ?? parsed.quoteOnly,
    from,
    to,
    result: { ...parsed.result, ...result },
    problem:
      parsed.problem ??
      resultProblem ??
      timeProblem('from', chosen.from, from) ??
      timeProblem('to', chosen.to, to) ??
      orderProblem(from, to),
  };
}

function timeProblem(option: 'from' | 'to', typed: string | undefined, time: Millis | null): Reason | null {
  if (!typed || time !== null) return null;
  return { code: 'bad_option', option: `--${option}`, value: typed, expected: 'a time such as 0:02 or 2.5' };
}

function orderProblem(from: Millis | null, to: Millis | null): Reason | null {
  if (to === null || to > (from ?? 0)) return null;
  return { code: 'bad_option', option: '--to', value: String(to / 1000), expected: 'a time after --from' };
}

function chooseModel(parsed: Parsed, defaults: Defaults): { model: Model; problem: Reason | null } {
  const { catalogue } = defaults;
  const named = parsed.model === null ? null : catalogue.named(parsed.model);
  const model = named ?? usualModel(parsed.quality, defaults);
  const problem: Reason | null =
    parsed.model !== null && !named
      ? { code: 'unknown_model', model: parsed.model, nearest: catalogue.nearest(parsed.model) }
      : null;
  return { model, problem };
}

/** Nothing was asked: a bare mention, or a greeting without a clip. */
function helpWanted(prompt: string, clip: unknown): Reason | null {
  return !clip && (prompt === '' || /^(help|hi|hello|hey|\?)[!?.]*$/i.test(prompt)) ? { code: 'help' } : null;
}

function promptProblem(
  prompt: string,
  { limits }: Model,
  { images, elements, named }: Pictures,
  saved: Defaults['saved'],
): Reason | null {
  if (prompt === '') return { code: 'no_prompt' };
  const { length } = expandNames(prompt, named);
  if (length > limits.promptLength) return { code: 'prompt_too_long', length, limit: limits.promptLength };
  const given = { images: images.length, elements: elements.length };
  return unknownName(prompt, given, saved) ?? missingReference(prompt, given);
}

function countsOf({ images, elements }: Pictures) {
  return { images: images.length, elements: elements.map(({ length }) => length) };
}

const VIDEO_NAME = /\.(mp4|m4v|mov|qt|webm|mkv|avi|mpe?g|3gp|wmv|flv|ts)$/i;
const IMAGE_NAME = /\.(jpe?g|png|webp|gif|heic|heif|avif|bmp|tiff?|svg)$/i;

/** Tells clips from images by what the platform declares; their bytes are judged later. */
function sortUploads(uploads: readonly Upload[]): { clips: Upload[]; images: Upload[] } {
  const isImage = ({ mimeType, name }: Upload) =>
    mimeType.startsWith('image/') || (!mimeType && IMAGE_NAME.test(name));
  const isVideo = ({ mimeType, name }: Upload) => mimeType.startsWith('video/') || VIDEO_NAME.test(name);
  const images = uploads.filter((upload) => isImage(upload) && !isVideo(upload));
  const videos = uploads.filter(isVideo);
  const others = uploads.filter((upload) => !isImage(upload) && !isVideo(upload));
  // Something else sent alone is taken at its word, so that the answer can say what is wrong with it.
  return { images, clips: videos.length > 0 ? videos : others };
}

function uploaded({ ref, name, bytes }: Upload) {
  return { kind: 'upload' as const, ref, name, bytes };
}
