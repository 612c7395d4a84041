import { type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import type { TakeMessage } from '../../core/views/message.ts';
import { buttonRows } from './button-rows.ts';
import { renderLine } from './line.ts';
import { factLine, text } from './text-parts.ts';
import { fileName } from './upload.ts';

const ALT_TEXT_LENGTH = 1024;
/** Discord plays these in place; anything else is offered as a file. */
const PLAYABLE = /\.(mp4|mov|webm)$/i;
const LINE_ROOM = 900;

/** A take, with room for its file: no card around it. */
export function takeParts({ facts, file, line, buttons }: TakeMessage): APIMessageTopLevelComponent[] {
  return [
    ...text(factLine(facts) || 'Take'),
    ...(file ? [player(file)] : []),
    ...text(line ? renderLine(line, LINE_ROOM) : ''),
    ...buttonRows(buttons),
  ];
}

function player(file: NonNullable<TakeMessage['file']>): APIMessageTopLevelComponent {
  const media = { url: `attachment://${fileName(file)}` };
  if (!PLAYABLE.test(file.name)) return { type: ComponentType.File, file: media, spoiler: file.spoiler };
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
