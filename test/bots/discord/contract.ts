import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const FILE = path.resolve(import.meta.dirname, '../../../../shared/contracts/discord/openapi.json');

/** Whether Discord's own description of its API lies beside this repository. */
export const hasContract = existsSync(FILE);

/** The bodies that the bot sends, by the route as the stand-in names it. */
const SENT: Readonly<Record<string, string>> = {
  'PUT /applications/:app/commands': 'put /applications/{application_id}/commands',
  'PUT /applications/:app/guilds/:guild/commands':
    'put /applications/{application_id}/guilds/{guild_id}/commands',
  'POST /channels/:channel/messages': 'post /channels/{channel_id}/messages',
  'PATCH /channels/:channel/messages/:message': 'patch /channels/{channel_id}/messages/{message_id}',
  'POST /channels/:channel/messages/:message/threads':
    'post /channels/{channel_id}/messages/{message_id}/threads',
  'PATCH /channels/:channel': 'patch /channels/{channel_id}',
  'POST /interactions/:id/:token/callback':
    'post /interactions/{interaction_id}/{interaction_token}/callback',
  'PATCH /webhooks/:app/:token/messages/:message':
    'patch /webhooks/{webhook_id}/{webhook_token}/messages/@original',
};

/** Checks request bodies against Discord's OpenAPI description. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    this.#ajv.addSchema(JSON.parse(readFileSync(FILE, 'utf8')), 'discord');
  }

  /** What is wrong with a body, in ajv's words; undefined for a route that is not described here. */
  problems(route: string, body: unknown): string[] | undefined {
    const operation = SENT[route];
    if (!operation) return undefined;
    const validate = this.#validatorOf(operation);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  #validatorOf(operation: string): ValidateFunction {
    const known = this.#validators.get(operation);
    if (known) return known;
    const [method, route = ''] = operation.split(' ');
    const pointer = route
      .replaceAll('~', '~0')
      .replaceAll('/', '~1')
      .replaceAll('{', '%7B')
      .replaceAll('}', '%7D');
    const compiled = this.#ajv.compile({
      $ref: `discord#/paths/${pointer}/${method}/requestBody/content/application~1json/schema`,
    });
    this.#validators.set(operation, compiled);
    return compiled;
  }
}
