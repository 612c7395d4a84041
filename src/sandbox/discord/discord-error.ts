import type { Wire } from './world/wire.ts';

/** The refusals the stand-in gives: HTTP status, Discord's code, Discord's words. */
const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  requestTooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidBody: [400, 50035, 'Invalid Form Body'],
  threadArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  noHistoryForReply: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** A refusal in Discord's shape `{ code, message, errors? }`. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: Wire | undefined;

  constructor(refusal: keyof typeof REFUSALS, errors?: Wire) {
    const [status, code, message] = REFUSALS[refusal];
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  body(): Wire {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

/** One wrong field of a form, by its path in the body. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

/** 50035 with Discord's nesting: each path segment is a key, the problems of a field are its `_errors`. */
export function invalidBody(problems: readonly FieldProblem[]): DiscordError {
  const errors: Wire = {};
  for (const { path, code, message } of problems) {
    const field = path.reduce((level, segment) => childOf(level, String(segment)), errors);
    const list = Array.isArray(field['_errors']) ? field['_errors'] : [];
    field['_errors'] = [...list, { code, message }];
  }
  return new DiscordError('invalidBody', errors);
}

function childOf(level: Wire, key: string): Wire {
  const existing = level[key];
  if (isWire(existing)) return existing;
  const created: Wire = {};
  level[key] = created;
  return created;
}

function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
