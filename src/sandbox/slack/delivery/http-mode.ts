import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { type Envelope, type EnvelopeKind, NotTaken, type Transport } from './transport.ts';

/** HTTP mode: signed requests to one address of the app for events, commands and interactions. */
export class HttpMode implements Transport {
  readonly ready = true;
  readonly timeoutReason = 'http_timeout';
  readonly #requestUrl: string;
  readonly #signingSecret: string;
  readonly #agent = new Agent({ headersTimeout: 60_000, bodyTimeout: 60_000 });

  constructor(requestUrl: string, signingSecret: string) {
    this.#requestUrl = requestUrl;
    this.#signingSecret = signingSecret;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  /** Asks whether the app is at this address, as Slack does when the address is entered. */
  async verify(): Promise<boolean> {
    const challenge = createHmac('sha256', this.#signingSecret)
      .update(String(Date.now()))
      .digest('base64url');
    const body = JSON.stringify({ type: 'url_verification', challenge, token: 'sandbox' });
    const answer = await this.#post(body, 'application/json', {}).catch(() => undefined);
    return answer === challenge || (isJsonObject(answer) && answer['challenge'] === challenge);
  }

  send({ kind, payload, attempt, retryReason }: Envelope): Promise<unknown> {
    const retry: Record<string, string> =
      attempt === 0
        ? {}
        : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': retryReason ?? '' };
    return this.#post(bodyOf(kind, payload), contentTypes[kind], retry);
  }

  async stop(): Promise<void> {
    await this.#agent.destroy();
  }

  async #post(body: string, contentType: string, headers: Record<string, string>): Promise<unknown> {
    const { statusCode, noRetry, text } = await this.#exchange(body, contentType, headers).catch(() => {
      throw new NotTaken('refused', 'connection_failed');
    });
    if (statusCode < 200 || statusCode > 299)
      throw new NotTaken(noRetry ? 'declined' : 'refused', 'http_error');
    return text === '' ? undefined : (parseJson(text) ?? text);
  }

  async #exchange(body: string, contentType: string, headers: Record<string, string>) {
    const timestamp = Math.floor(Date.now() / 1000);
    const response = await request(this.#requestUrl, {
      method: 'POST',
      dispatcher: this.#agent,
      body,
      headers: {
        ...headers,
        'content-type': contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': signature(this.#signingSecret, timestamp, body),
      },
    });
    const noRetry = response.headers['x-slack-no-retry'] === '1';
    return { statusCode: response.statusCode, noRetry, text: await response.body.text() };
  }
}

/** Slack's request signature, version 0: HMAC-SHA256 over version, time in epoch seconds and body. */
function signature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

const form = 'application/x-www-form-urlencoded';
const contentTypes: Record<EnvelopeKind, string> = {
  events_api: 'application/json',
  slash_commands: form,
  interactive: form,
};

function bodyOf(kind: EnvelopeKind, payload: JsonObject): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}
