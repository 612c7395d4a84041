import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundaryOf,
  collect,
  MalformedMultipart,
  readMultipart,
} from '../../../src/sandbox/discord/rest/multipart.ts';

interface Read {
  name: string;
  filename: string | undefined;
  bytes: Buffer;
}

async function* inChunks(body: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function readAll(body: Uint8Array, boundary: string, chunkSize = 64): Promise<Read[]> {
  const parts: Read[] = [];
  for await (const { name, filename, bytes } of readMultipart(inChunks(body, chunkSize), boundary)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    parts.push({ name, filename, bytes: Buffer.concat(chunks) });
  }
  return parts;
}

test('whatever the files hold and however the bytes are cut, they come out as they went in', async () => {
  const part = fc.record({
    name: fc.stringMatching(/^[a-z[\]0-9]{1,20}$/),
    filename: fc.string({ minLength: 1, maxLength: 30 }).filter((name) => !/[%\\\r\n]/.test(name)),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .array(fc.constantFrom('\r\n', '--', '----', 'boundary', '\r'), { maxLength: 40 })
        .map((s) => Buffer.from(s.join(''))),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 90 }),
      async (parts, size) => {
        const form = new FormData();
        for (const { name, filename, bytes } of parts)
          form.append(name, new Blob([new Uint8Array(bytes)]), filename);
        const sent = new Response(form);
        const boundary = boundaryOf(sent.headers.get('content-type') ?? '') ?? '';
        const read = await readAll(new Uint8Array(await sent.arrayBuffer()), boundary, size);
        expect(read).toEqual(parts.map(({ bytes, ...rest }) => ({ ...rest, bytes: Buffer.from(bytes) })));
      },
    ),
    { numRuns: 150 },
  );
});

test('parts that nobody reads are skipped', async () => {
  const body =
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\ncontent-disposition: form-data; name="b"\r\n\r\n2\r\n--x--\r\n';
  const names: string[] = [];
  for await (const { name } of readMultipart(inChunks(Buffer.from(body), 7), 'x')) names.push(name);
  expect(names).toEqual(['a', 'b']);
});

test.each([
  ['ends early', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
  ['has a part without a name', '--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--'],
  ['has a boundary that does not end its line', '--xy\r\n\r\n\r\n--x--'],
])('a body that %s is malformed', async (_, body) => {
  await expect(readAll(Buffer.from(body), 'x')).rejects.toBeInstanceOf(MalformedMultipart);
});

test('a text part has a limit', async () => {
  await expect(collect(inChunks(Buffer.alloc(100), 10), 99)).rejects.toThrow('longer than 99');
});

test('the boundary is read with and without quotes, and from forms only', () => {
  expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
  expect(boundaryOf('application/json')).toBeUndefined();
});
