/** Reads RFC 4180 whose cells all stand in quotation marks, after the byte order mark. */
export function parseCsv(csv: string): string[][] {
  const body = csv.replace(/^\uFEFF/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of body.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/gy)) {
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
