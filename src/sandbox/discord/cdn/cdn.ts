import { Hono } from 'hono';
import { serveFile } from '../../served-file.ts';
import type { Env } from '../rest/env.ts';
import type { AttachmentStore } from './attachments.ts';
import { contentTypeOf } from './content-types.ts';
import type { SignedLinks } from './signed-links.ts';

export const CDN_PATH = '/cdn/';

/** The files behind attachment addresses, as long as their signature holds. */
export function cdnRoutes(attachments: AttachmentStore, links: SignedLinks): Hono<Env> {
  return new Hono<Env>().get(`${CDN_PATH}*`, async (c) => {
    const cdnPath = decodeURIComponent(c.req.path.slice(CDN_PATH.length));
    if (!links.isValid(cdnPath, c.req.query())) return c.text('This content is no longer available.', 404);
    const contentType = contentTypeOf(cdnPath) ?? 'application/octet-stream';
    return serveFile(attachments.pathOf(cdnPath), contentType, c.req.header('range'));
  });
}
