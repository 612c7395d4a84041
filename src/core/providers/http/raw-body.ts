import type { Readable } from 'node:stream';

/** A body that is streamed, with the headers that describe it. To be destroyed once the request is over. */
export interface RawBody {
  body: Readable;
  headers: Readonly<Record<string, string>>;
}
