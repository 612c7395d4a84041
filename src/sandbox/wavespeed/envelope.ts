/** Every JSON answer of the API: `code` is 200 when all is well, else it repeats the HTTP status. */
interface Envelope {
  code: number;
  message: string;
  data?: unknown;
  error_code?: string;
}

export function success(data: unknown): Response {
  return Response.json({ code: 200, message: 'success', data } satisfies Envelope);
}

export function failure(status: number, message: string): Response {
  return Response.json({ code: status, message } satisfies Envelope, { status });
}
