/** How Segmind words a refusal: there is no envelope. */
export function failure(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
