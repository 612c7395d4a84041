const API = '/api/v3';

const NAMES: readonly (readonly [string, RegExp])[] = [
  ['upload', new RegExp(`^POST ${API}/media/uploads$`)],
  ['bytes', /^PUT \/uploads\//],
  ['media', /^GET \/media\//],
  ['output', /^GET \/outputs\//],
  ['price', new RegExp(`^POST ${API}/model/price$`)],
  ['balance', new RegExp(`^GET ${API}/balance$`)],
  ['list', new RegExp(`^POST ${API}/predictions$`)],
  ['delete', new RegExp(`^POST ${API}/predictions/delete$`)],
  ['result', new RegExp(`^GET ${API}/predictions/`)],
  ['billing', new RegExp(`^POST ${API}/billings/search$`)],
  ['models', new RegExp(`^GET ${API}/models$`)],
  ['secret', new RegExp(`^GET ${API}/webhook/secret$`)],
  ['submit', new RegExp(`^POST ${API}/`)],
];

/**
 * What a request is called in the fault switches: `METHOD /path`, and a short name: `submit`, `result`, `list`,
 * `delete`, `upload` (the ticket), `bytes` (the PUT behind it), `media`, `output`, `price`, `balance`, `billing`,
 * `models`, `secret`.
 */
export function requestNames(method: string, pathname: string): string[] {
  const full = `${method} ${pathname}`;
  const short = NAMES.find(([, pattern]) => pattern.test(full))?.[0];
  return short === undefined ? [full] : [full, short];
}
