import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { z } from 'zod';

/**
 * Turns TypeScript into what a browser runs. It is a process of its own because Node calls this experimental, and
 * would say so in the terminal of whoever serves the page.
 */
process.once('message', async (message) => {
  const files = z.array(z.string()).parse(message);
  const stripped = files.map(async (file) => [file, stripTypeScriptTypes(await readFile(file, 'utf8'))]);
  process.send?.(Object.fromEntries(await Promise.all(stripped)), () => process.exit(0));
});
