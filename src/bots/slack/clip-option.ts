import type { PlainTextOption } from '@slack/web-api';
import { cutTo, LIMITS } from './limits.ts';
import type { OfferedClip } from './recent-clips.ts';

/** A clip in a list: its name, and below it "Mara · 5 min ago · 12.4 MB". */
export function clipOption({ ref, name, by, at, bytes }: OfferedClip, now: number): PlainTextOption {
  const facts = [by, at === null ? null : ago(now - at), bytes === null ? null : size(bytes)];
  const description = facts.filter((fact) => fact !== null).join(' · ');
  return {
    text: { type: 'plain_text', text: cutTo(name, LIMITS.option), emoji: false },
    value: cutTo(ref, LIMITS.optionValue),
    ...(description === ''
      ? {}
      : { description: { type: 'plain_text', text: cutTo(description, LIMITS.option), emoji: false } }),
  };
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
