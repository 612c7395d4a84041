/** The names of the outermost boxes of an MP4 or MOV, in order (ISO 14496-12, 4.2). */
export function topBoxes(file: Buffer): string[] {
  const boxes: string[] = [];
  for (let at = 0; at + 8 <= file.length; ) {
    boxes.push(file.toString('latin1', at + 4, at + 8));
    const short = file.readUInt32BE(at);
    const size = short === 1 ? Number(file.readBigUInt64BE(at + 8)) : short || file.length - at;
    at += Math.max(8, size);
  }
  return boxes;
}
