import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { FAILPOINTS } from '../../src/core/failpoints/names.ts';
import { failpoint } from '../../src/core/failpoints/none.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCES = globSync('src/{core,bots}/**/*.ts', { cwd: ROOT }).map((file) =>
  readFileSync(resolve(ROOT, file), 'utf8'),
);

it.each(FAILPOINTS)('%s is placed in the code', (name) => {
  expect(SOURCES.some((source) => source.includes(`failpoint('${name}'`))).toBe(true);
});

/** A process that passes one failpoint, told by the environment to die there. */
function passing(...options: readonly string[]) {
  const script =
    "const { failpoint } = await import('#failpoint'); failpoint('accept.after'); console.log('lives');";
  return spawnSync(process.execPath, [...options, '--input-type=module', '--eval', script], {
    cwd: ROOT,
    env: { FAILPOINT: 'accept.after' },
    encoding: 'utf8',
  });
}

it('a failpoint does nothing in production, whatever the environment says', () => {
  expect(passing().stdout).toBe('lives\n');
  expect(String(failpoint).replace(/\s+/g, '')).toMatch(/^functionfailpoint\(_name,_detail\)\{\}$/);
});

it('under the condition of the crash tests it kills the process', () => {
  expect(passing('--conditions=failpoints')).toMatchObject({ stdout: '', signal: 'SIGKILL' });
});

it('what starts Recut sets no condition', () => {
  const files = ['package.json', 'Dockerfile', 'compose.yaml'].map((file) =>
    readFileSync(resolve(ROOT, file), 'utf8'),
  );
  expect(files.join('\n')).not.toMatch(/--conditions|(?<!\w)-C failpoints/);
});
