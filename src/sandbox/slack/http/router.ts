import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from '../../faults.ts';
import type { CallLog } from '../call-log.ts';
import type { RateLimits } from '../rate-limits.ts';
import { bearerToken, serveMethod, type Tokens } from '../web-api/serve.ts';
import type { Workspace } from '../workspace.ts';
import { answer } from './faulty.ts';
import { htmlReply, type Reply } from './reply.ts';
import { takeResponse } from './respond.ts';
import { receiveUpload, sendDownload } from './transfer.ts';

/** Leads each request to what answers it, past the fault that is planned for it. */
export class Router {
  readonly #at: Workspace;
  readonly #tokens: Tokens;
  readonly #calls: CallLog;
  readonly #faults: Faults;
  readonly #limits: RateLimits;

  constructor(workspace: Workspace, tokens: Tokens, calls: CallLog, faults: Faults, limits: RateLimits) {
    this.#at = workspace;
    this.#tokens = tokens;
    this.#calls = calls;
    this.#faults = faults;
    this.#limits = limits;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const method = /^\/api\/([\w.]+)$/.exec(pathname)?.[1];
    const fault = this.#faults.take(method ?? `${request.method} ${pathname}`) ?? this.#limitOf(method);
    const work = method
      ? () => serveMethod(method, request, this.#tokens, this.#calls, this.#at)
      : () => this.#serveElse(request, pathname);
    try {
      await answer(request, response, fault, work);
    } catch (error) {
      // Mostly a request that broke off. The stand-in itself goes on, and whoever still listens learns why.
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    }
  }

  #limitOf(method: string | undefined): Fault | undefined {
    const retryAfterSeconds = method ? this.#limits.take(method) : 0;
    return retryAfterSeconds > 0 ? { kind: 'rate_limited', retryAfterSeconds } : undefined;
  }

  async #serveElse(request: IncomingMessage, pathname: string): Promise<Reply> {
    const upload = /^\/upload\/v1\/(F\w+)$/.exec(pathname)?.[1];
    if (upload && request.method === 'POST') return receiveUpload(request, upload, this.#at);
    const download = /^\/files-pri\/T\w+-(F\w+)\//.exec(pathname)?.[1];
    if (download) return sendDownload(bearerToken(request), this.#tokens.botToken, download, this.#at);
    if (pathname.startsWith('/response/')) return takeResponse(request, pathname, this.#at);
    return htmlReply(404, '<!DOCTYPE html><title>Not found</title>');
  }
}
