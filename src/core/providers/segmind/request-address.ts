/** Paths below the API's address at which a request is followed. */
export interface RequestAddress {
  status: string;
  result: string;
}

/** Documented for every model. */
function usual(requestId: string): RequestAddress {
  const result = `/v2/requests/${encodeURIComponent(requestId)}`;
  return { status: `${result}/status`, result };
}

/**
 * The id under which a request is remembered: Segmind's own, or the path at which it is followed where the answer to the
 * submission names another one than is documented. An address on another origin is not followed: it would be given the
 * key.
 */
export function predictionIdOf(requestId: string, statusUrl: string | undefined, api: string): string {
  const path = pathBelow(api, statusUrl);
  return path === null || path === usual(requestId).status ? requestId : path;
}

/** Where the request of such an id is followed. */
export function addressOf(predictionId: string): RequestAddress {
  if (!predictionId.startsWith('/')) return usual(predictionId);
  return { status: predictionId, result: predictionId.replace(/\/status$/, '') };
}

/** The path of an address that lies below the API's own, null for any other. */
export function pathBelow(api: string, address: string | undefined): string | null {
  if (address === undefined) return null;
  const { href } = new URL(address);
  return href.startsWith(`${api}/`) ? href.slice(api.length) : null;
}
