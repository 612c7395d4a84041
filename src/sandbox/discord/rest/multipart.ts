/** One part of a multipart body. Its bytes must be read (or skipped by going on) before the next part comes. */
export interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly bytes: AsyncGenerator<Uint8Array, void, void>;
}

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Reads `multipart/form-data` (RFC 7578) as it arrives: besides the chunk in hand, no more than a delimiter's
 * length is kept, and chunks are handed on without copying.
 * @throws MalformedMultipart when the body ends early or a part has no name
 */
export async function* readMultipart(
  source: AsyncIterator<Uint8Array>,
  boundary: string,
): AsyncGenerator<Part, void, void> {
  const reader = new DelimitedReader(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  await skip(reader.until(Buffer.from(`--${boundary}`)));
  while (!(await isLast(reader))) {
    const { name, filename } = readHeaders(
      await collect(reader.until(Buffer.from('\r\n\r\n')), MAX_HEADER_BYTES),
    );
    const bytes = reader.until(delimiter);
    yield { name, filename, bytes };
    await skip(bytes);
  }
}

/** The boundary that a content type names; undefined when it is no multipart form. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** The bytes as one text. @throws MalformedMultipart when there are more than `limit` */
export async function collect(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > limit) throw new MalformedMultipart(`a text part is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export class MalformedMultipart extends Error {
  constructor(what: string) {
    super(`Malformed multipart body: ${what}`);
    this.name = 'MalformedMultipart';
  }
}

/** After a boundary: `--` ends the body, a line break starts a part. */
async function isLast(reader: DelimitedReader): Promise<boolean> {
  const mark = (await reader.take(2)).toString('latin1');
  if (mark !== '--' && mark !== '\r\n') throw new MalformedMultipart('a boundary does not end its line');
  return mark === '--';
}

function readHeaders(text: string): { name: string; filename: string | undefined } {
  const disposition = /^content-disposition:(.*)$/im.exec(text)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) throw new MalformedMultipart('a part has no name');
  return { name, filename: parameter(disposition, 'filename') };
}

function parameter(disposition: string, key: string): string | undefined {
  const value = new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(disposition)?.[1];
  // Browsers and fetch escape these three characters, and only these, in names.
  return value?.replace(/%(22|0D|0A)/gi, (code) => decodeURIComponent(code));
}

async function skip(bytes: AsyncIterator<Uint8Array, void, void>): Promise<void> {
  while (!(await bytes.next()).done);
}

/** Cuts a stream of chunks at delimiters that may lie across two chunks. */
class DelimitedReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  /** The bytes before the next delimiter; the delimiter itself is swallowed. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      const safe = this.#held.length - begunAtEnd(this.#held, delimiter);
      const ready = this.#held.subarray(0, safe);
      this.#held = this.#held.subarray(safe);
      if (ready.length > 0) yield ready;
      await this.#more();
    }
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw new MalformedMultipart('it ends before its last boundary');
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
  }
}

/** How many bytes at the end may be the beginning of the delimiter, mostly none. */
function begunAtEnd(bytes: Buffer, delimiter: Buffer): number {
  for (let count = Math.min(bytes.length, delimiter.length - 1); count > 0; count -= 1) {
    if (bytes.subarray(-count).equals(delimiter.subarray(0, count))) return count;
  }
  return 0;
}
