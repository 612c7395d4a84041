const NAMES: readonly (readonly [string, RegExp])[] = [
  ['upload', /^POST \/upload-asset$/],
  ['media', /^GET \/assets\//],
  ['output', /^GET \/outputs\//],
  ['balance', /^GET \/v1\/get-user-credits$/],
  ['status', /^GET \/v2\/requests\/[^/]+\/status$/],
  ['result', /^GET \/v2\/requests\/[^/]+$/],
  ['submit', /^POST \/v2\//],
];

/**
 * What a request is called in the fault switches: `METHOD /path`, and a short name: `submit`, `status`, `result`,
 * `upload`, `media`, `output`, `balance`.
 */
export function requestNames(method: string, pathname: string): string[] {
  const full = `${method} ${pathname}`;
  const short = NAMES.find(([, pattern]) => pattern.test(full))?.[0];
  return short === undefined ? [full] : [full, short];
}
