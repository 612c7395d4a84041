import type { Accepted } from './answers.ts';

/**
 * What is kept of an accepted submission: the path below the queue's address that all questions about it begin with,
 * `fal-ai/kling-video/requests/764cabcf-…`. The request's own id is not enough, because each address names the model's
 * app as well. It is taken from the address that fal gives, as its documentation asks for; where that is none on the
 * queue itself it is made of the endpoint's owner and app, without the path behind them.
 */
export function predictionIdOf(
  { request_id: id, status_url: told }: Accepted,
  endpoint: string,
  queue: string,
): string {
  const path = told ? pathOnQueue(told, queue) : null;
  const end = `/requests/${encodeURIComponent(id)}/status`;
  if (path?.endsWith(end)) return path.slice(0, -'/status'.length);
  const [owner, app] = endpoint.split('/');
  return `${owner}/${app}/requests/${encodeURIComponent(id)}`;
}

/** The path of an address below the queue's, without its query; null for an address anywhere else. */
export function pathOnQueue(address: string, queue: string): string | null {
  const { origin, pathname } = new URL(`${queue}/`);
  const url = URL.parse(address);
  if (!url || url.origin !== origin || url.username !== '' || !url.pathname.startsWith(pathname)) return null;
  return url.pathname.slice(pathname.length);
}
