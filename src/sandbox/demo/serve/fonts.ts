import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { serveFile } from '../../served-file.ts';

const INTER = '@expo-google-fonts/inter';
const FONTS: Readonly<Record<string, string>> = {
  'regular.ttf': `${INTER}/400Regular/Inter_400Regular.ttf`,
  'medium.ttf': `${INTER}/500Medium/Inter_500Medium.ttf`,
  'semibold.ttf': `${INTER}/600SemiBold/Inter_600SemiBold.ttf`,
};

/** The page's letters, from the package that the pictures' letters come from. */
export function fonts(): Hono {
  return new Hono().get('/fonts/:name', async (c) => {
    const font = FONTS[c.req.param('name')];
    if (!font) return c.text('There is no such font.', 404);
    const answer = await serveFile(fileURLToPath(import.meta.resolve(font)), 'font/ttf', undefined);
    answer.headers.set('cache-control', 'max-age=86400');
    return answer;
  });
}
