import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** The bundled font: a server may have none, and text would come out as boxes. */
const FONT = '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf';
/** At this resolution a point is a pixel. */
const DPI = 72;

/** Draws a line of text in the bundled font, `size` pixels high from line to line, on nothing. */
export async function drawText(
  text: string,
  colour: string,
  size: number,
): Promise<{ input: Buffer; width: number; height: number }> {
  const markup = `<span foreground="${colour}">${escapeMarkup(text)}</span>`;
  const { data, info } = await sharp({
    text: {
      text: markup,
      font: `Inter Semi-Bold ${size}`,
      fontfile: fileURLToPath(import.meta.resolve(FONT)),
      rgba: true,
      dpi: DPI,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { input: data, width: info.width, height: info.height };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
