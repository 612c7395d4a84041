/**
 * The bytes of the first file in a `multipart/form-data` body, as they arrive: at most one boundary's length is held
 * back, so that a body of any size passes in constant memory.
 *
 * @throws Error for a body without a file part, or one that ends early
 */
export async function* firstFilePart(body: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Buffer> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const blankLine = Buffer.from('\r\n\r\n');
  // The first delimiter has no line break before it; giving it one makes all delimiters alike.
  let held: Buffer = Buffer.from('\r\n');
  let place: 'between' | 'file' = 'between';
  for await (const chunk of body) {
    held = Buffer.concat([held, chunk]);
    if (place === 'between') {
      const start = startOfFile(held, delimiter, blankLine);
      if (start === undefined) continue;
      held = held.subarray(start);
      place = 'file';
    }
    const end = held.indexOf(delimiter);
    if (end >= 0) {
      yield held.subarray(0, end);
      return;
    }
    const certain = Math.max(0, held.length - delimiter.length);
    yield held.subarray(0, certain);
    held = held.subarray(certain);
  }
  throw new Error(place === 'file' ? 'The multipart body ended early.' : 'The multipart body has no file.');
}

function startOfFile(held: Buffer, delimiter: Buffer, blankLine: Buffer): number | undefined {
  let from = held.indexOf(delimiter);
  while (from >= 0) {
    const endOfHeaders = held.indexOf(blankLine, from);
    if (endOfHeaders < 0) return undefined;
    if (/;\s*filename\*?=/i.test(held.toString('latin1', from, endOfHeaders)))
      return endOfHeaders + blankLine.length;
    from = held.indexOf(delimiter, endOfHeaders);
  }
  return undefined;
}
