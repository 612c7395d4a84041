import { type Attachment, attachmentObject } from '../cdn/attachments.ts';
import type { SignedLinks } from '../cdn/signed-links.ts';
import type { Part } from '../validate/layout.ts';
import type { MessageBody } from './messages.ts';
import type { Wire } from './wire.ts';

/** What Discord fills in where a request left something out, by component type. */
const DEFAULTS: Record<number, Wire> = {
  3: { min_values: 1, max_values: 1 },
  5: { min_values: 1, max_values: 1 },
  6: { min_values: 1, max_values: 1 },
  7: { min_values: 1, max_values: 1 },
  8: { min_values: 1, max_values: 1 },
  11: { description: null, spoiler: false },
  13: { spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
};

const FILE = 13;

/** A message's components as Discord returns them: numbered, completed, with the addresses of their files. */
export function componentObjects(body: MessageBody, links: SignedLinks): Wire[] {
  let number = 0;
  const render = (part: Part): Wire => {
    number += 1;
    const { components, accessory, media, file, items, ...plain } = part;
    return {
      ...DEFAULTS[part.type],
      id: number,
      ...withoutNulls(plain),
      ...(components ? { components: components.map(render) } : {}),
      ...(accessory ? { accessory: render(accessory) } : {}),
      ...(media ? { media: mediaObject(media.url, body.attachments, links) } : {}),
      ...(file ? fileFields(file.url, body.attachments, links) : {}),
      ...(items ? { items: items.map((item) => galleryItem(item)) } : {}),
    };
  };
  const galleryItem = ({ media, ...plain }: { media: { url: string } }): Wire => ({
    description: null,
    spoiler: false,
    ...withoutNulls(plain),
    media: mediaObject(media.url, body.attachments, links),
  });
  return body.components.map(render);
}

/** The attachment that an `attachment://name` address means. */
export function attachmentAt(url: string, attachments: readonly Attachment[]): Attachment | undefined {
  const name = /^attachment:\/\/(.+)$/.exec(url)?.[1];
  return attachments.find(({ filename }) => filename === name);
}

function mediaObject(url: string, attachments: readonly Attachment[], links: SignedLinks): Wire {
  const attachment = attachmentAt(url, attachments);
  if (!attachment) return { id: '0', url, proxy_url: url };
  const { id, url: signed, content_type = null } = attachmentObject(attachment, links);
  return { id, url: signed, proxy_url: signed, content_type, attachment_id: id };
}

function fileFields(url: string, attachments: readonly Attachment[], links: SignedLinks): Wire {
  const attachment = attachmentAt(url, attachments);
  return {
    type: FILE,
    file: mediaObject(url, attachments, links),
    name: attachment?.filename ?? null,
    size: attachment?.size ?? null,
  };
}

function withoutNulls(part: object): Wire {
  return Object.fromEntries(
    Object.entries(part).filter(([, value]) => value !== null && value !== undefined),
  );
}
