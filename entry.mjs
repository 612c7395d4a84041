// Plain JavaScript that any Node can parse: says what to do when the Node that runs it is too old, else hands over.
const needed = [24, 15];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Recut needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node} on ${process.platform}-${process.arch}.\n` +
      'Run it through npm (npm start, npm test, npm run demo): `npm ci` brings a fitting Node along.\n' +
      'If you installed with --ignore-scripts or --omit=optional, run `npm ci` without them, or install Node 24.',
  );
  process.exit(1);
}

const [file, ...rest] = process.argv.slice(2);
if (!file) {
  console.error('Usage: node entry.mjs <file> [arguments]. The npm scripts in package.json do this for you.');
  process.exit(2);
}
const { pathToFileURL } = await import('node:url');
const { resolve } = await import('node:path');
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(resolve(file)).href);
