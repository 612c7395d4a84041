import { randomBytes } from 'node:crypto';
import type { EditId } from '../edit/edit.ts';

/** Where a provider tells about one edit. Nobody but that provider learns the token. */
export interface WebhookAddress {
  provider: string;
  edit: EditId;
  token: string;
}

/** The path of such an address, with names for its parts: the route on which webhooks are served. */
export const WEBHOOK_ROUTE = '/webhooks/:provider/:edit/:token';

/** Unguessable: 192 random bits. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** `publicUrl` is where this deployment is reached from the internet. */
export function webhookUrl(publicUrl: string, { provider, edit, token }: WebhookAddress): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/${provider}/${edit}/${token}`;
}
