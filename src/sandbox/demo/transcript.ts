import type { Told } from '../transcript/told.ts';
import type { KeptTake } from './keepsakes.ts';

/**
 * What was said, as a Markdown file beside the takes.
 * @param there names of files that people posted and that lie beside it as well
 */
export function transcript(kept: readonly KeptTake[], there: ReadonlySet<string>): string {
  const stories = [...new Set(kept.map(({ story }) => story))];
  const links = new Map(kept.map(({ take, video }) => [take.file.path, video]));
  const chapters = stories.map((story) => {
    const said = story.said.map(({ told, place }) =>
      quote(messageText(told, links, there), place === 'thread'),
    );
    const pictures = kept.filter((each) => each.story === story).map(pictureText);
    return [`## ${story.platform}, ${asText(story.channel)}`, ...said, ...pictures].join('\n\n');
  });
  return `${['# What Recut did', INTRODUCTION, ...chapters].join('\n\n')}\n`;
}

const INTRODUCTION =
  'Played by `npm run demo`: the real bot, with stand-ins for Slack, Discord and the provider on this computer. ' +
  'No money was spent.';

function messageText(told: Told, links: ReadonlyMap<string, string>, there: ReadonlySet<string>): string {
  const files = told.files.map(({ name, path }) =>
    fileText(name, links.get(path) ?? (there.has(name) ? name : null)),
  );
  const buttons = told.buttons.map((label) => `\`[${label.replaceAll('`', "'")}]\``).join(' ');
  const lines = [`**${asText(told.author)}**`, ...told.lines.map(asText), ...files, buttons];
  return lines.filter((line) => line !== '').join('  \n');
}

function fileText(name: string, address: string | null): string {
  return address === null ? asText(name) : `[${asText(name)}](${encodeURI(address)})`;
}

function pictureText({ take, video, picture }: KeptTake): string {
  const title = `Take ${take.number}, before and after`;
  return `${title}: [${video}](${encodeURI(video)})\n\n![${title}](${encodeURI(picture)})`;
}

function quote(text: string, isReply: boolean): string {
  return isReply ? text.replace(/^/gm, '> ') : text;
}

function asText(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+<>|~]/g, '\\$&');
}
