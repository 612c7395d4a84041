const NAMES: readonly (readonly [string, RegExp])[] = [
  ['upload', /^POST \/storage\/upload\/initiate$/],
  ['upload_in_parts', /^POST \/storage\/upload\/initiate-multipart$/],
  ['bytes', /^PUT \/uploads\/[^/]+$/],
  ['part', /^PUT \/uploads\/[^/]+\/\d+$/],
  ['complete', /^POST \/uploads\/[^/]+\/complete$/],
  ['media', /^GET \/media\//],
  ['output', /^GET \/outputs\//],
  ['status', /^GET \/.+\/requests\/[^/]+\/status$/],
  ['cancel', /^PUT \/.+\/requests\/[^/]+\/cancel$/],
  ['result', /^GET \/.+\/requests\//],
  ['keys', /^GET \/\.well-known\/jwks\.json$/],
  ['submit', /^POST \//],
];

/**
 * What a request is called in the fault switches: `METHOD /path`, and a short name: `submit`, `status`, `result`,
 * `cancel`, `upload` (which names an address), `bytes` (the PUT to it), `upload_in_parts`, `part`, `complete`, `media`,
 * `output`, `keys` (of webhooks).
 */
export function requestNames(method: string, pathname: string): string[] {
  const full = `${method} ${pathname}`;
  const short = NAMES.find(([, pattern]) => pattern.test(full))?.[0];
  return short === undefined ? [full] : [full, short];
}
