import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstFilePart } from '../../../src/sandbox/slack/http/multipart.ts';

const boundary = 'b0undary';

function formWith(content: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n`),
    Buffer.from('Content-Type: video/mp4\r\n\r\n'),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

async function* inPieces(whole: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size);
}

async function read(body: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(firstFilePart(body, boundary)));
}

it('gives back exactly the bytes of the file, however the body is cut into pieces', async () => {
  const treacherous = fc
    .constantFrom('\r\n', '\r\n--', `\r\n--b0undar`, `--${boundary}`, '\r', 'x')
    .map(Buffer.from);
  // A sender picks a boundary that its content does not have.
  const contents = fc
    .array(treacherous, { maxLength: 12 })
    .map((parts) => Buffer.concat(parts))
    .filter((content) => !content.includes(`\r\n--${boundary}`));
  await fc.assert(
    fc.asyncProperty(contents, fc.integer({ min: 1, max: 40 }), async (content, size) => {
      expect((await read(inPieces(formWith(content), size))).equals(content)).toBe(true);
    }),
  );
});

it('notices a body that ends early, and one without a file', async () => {
  const whole = formWith(Buffer.from('content'));
  await expect(read(inPieces(whole.subarray(0, -20), 10))).rejects.toThrow('ended early');
  await expect(read(inPieces(Buffer.from('nothing'), 10))).rejects.toThrow('has no file');
});
