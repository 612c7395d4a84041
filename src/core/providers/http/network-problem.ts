const WORDING: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name could not be resolved',
  EAI_AGAIN: 'its name could not be resolved',
  ECONNREFUSED: 'it refused the connection',
  EHOSTUNREACH: 'it is not reachable from here',
  ENETUNREACH: 'it is not reachable from here',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer is too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'the file changed its size meanwhile',
  UND_ERR_DESTROYED: 'it was stopped',
  UND_ERR_CLOSED: 'it was stopped',
  ENOENT: 'our own file is gone',
  private_address: 'it lies in a private network that is not trusted',
};

/**
 * What went wrong on the network, in words made here: an error's own message may hold an address with its signature.
 */
export function networkProblem(error: unknown): string {
  const code = codeOf(error);
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  if (error instanceof Error && error.name === 'AbortError') return 'it was stopped';
  return code ? `${WORDING[code] ?? 'the request failed'} (${code})` : 'the request failed';
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  return codeOf(error.cause) ?? (error instanceof AggregateError ? codeOf(error.errors[0]) : null);
}
