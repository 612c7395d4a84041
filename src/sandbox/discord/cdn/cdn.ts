import path from 'node:path';
import { Hono } from 'hono';
import { serveFile } from '../../wavespeed/served-file.ts';
import type { Env } from '../rest/env.ts';
import { contentTypeOf } from './content-types.ts';
import type { SignedLinks } from './signed-links.ts';

/** The files behind attachment addresses, as long as their signature holds. */
export function cdnRoutes(dir: string, links: SignedLinks): Hono<Env> {
  return new Hono<Env>().get('/cdn/*', async (c) => {
    const place = decodeURIComponent(c.req.path.replace(/^\/cdn\//, ''));
    if (!links.isValid(place, c.req.query())) return c.text('This content is no longer available.', 404);
    const contentType = contentTypeOf(place) ?? 'application/octet-stream';
    return serveFile(path.join(dir, place), contentType, c.req.header('range'));
  });
}
