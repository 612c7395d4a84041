import { fork } from 'node:child_process';
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { z } from 'zod';

const PAGE = fileURLToPath(new URL('../../page/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
};

/** The page's own files, read once: its modules are the TypeScript files themselves, without their types. */
export async function pageAssets(): Promise<Hono> {
  const files = await Array.fromAsync(glob('**/*.{html,css,ts}', { cwd: PAGE }));
  const paths = files.map((file) => join(PAGE, file));
  const scripts = await withoutTypes(paths.filter((path) => path.endsWith('.ts')));
  const assets = new Map(
    await Promise.all(
      paths.map(async (path) => {
        const body = scripts.get(path) ?? (await readFile(path, 'utf8'));
        const address = `/${relative(PAGE, path).split(sep).join('/')}`;
        return [address, { body, type: CONTENT_TYPES[extname(path)] ?? 'text/plain' }] as const;
      }),
    ),
  );
  const app = new Hono();
  app.get('*', (c, next) => {
    const asset = assets.get(c.req.path === '/' ? '/index.html' : c.req.path);
    if (!asset) return next();
    return Promise.resolve(
      c.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': 'no-store' }),
    );
  });
  return app;
}

async function withoutTypes(paths: readonly string[]): Promise<Map<string, string>> {
  const script = fileURLToPath(new URL('strip-types.child.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  child.send(paths);
  const [answer] = await once(child, 'message');
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(answer)));
}
