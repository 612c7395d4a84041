import {
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APIMessageTopLevelComponent,
  ComponentType,
} from 'discord.js';
import { filesOf, type ShownFile, type TakeMessage } from '../../core/views/message.ts';
import { buttonRows } from './button-rows.ts';
import { renderLine } from './line.ts';
import { factLine, text } from './text-parts.ts';
import { fileName } from './upload.ts';

const ALT_TEXT_LENGTH = 1024;
/** Discord shows these in place; anything else is offered as a file. */
const SHOWN_IN_PLACE = /\.(mp4|mov|webm|jpg|gif|png)$/i;
const LINE_ROOM = 900;

/** A take, with room for its files, each at its full width: no card around it. */
export function takeParts(message: TakeMessage): APIMessageTopLevelComponent[] {
  const { facts, line, buttons } = message;
  return [
    ...text(factLine(facts) || 'Take'),
    ...filesOf(message).map(player),
    ...text(line ? renderLine(line, LINE_ROOM) : ''),
    ...buttonRows(buttons),
  ];
}

/** A file that is shown in place where Discord can. */
export function player(file: ShownFile): APIMediaGalleryComponent | APIFileComponent {
  if (SHOWN_IN_PLACE.test(file.name)) return pictureOf(file);
  const media = { url: `attachment://${fileName(file)}` };
  return { type: ComponentType.File, file: media, spoiler: file.spoiler };
}

/** Shown at its full width. */
export function pictureOf(file: ShownFile): APIMediaGalleryComponent {
  const media = { url: `attachment://${fileName(file)}` };
  const description = altText(file);
  return {
    type: ComponentType.MediaGallery,
    items: [{ media, spoiler: file.spoiler, ...(description ? { description } : {}) }],
  };
}

/** Shown as plain text by screen readers: nothing to escape. */
export function altText({ altText: description }: { altText: string }): string {
  return description.slice(0, ALT_TEXT_LENGTH);
}
