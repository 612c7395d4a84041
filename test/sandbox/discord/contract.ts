import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Call } from '../../../src/sandbox/discord/rest/call-log.ts';

const file = path.resolve(import.meta.dirname, '../../../../shared/contracts/discord/openapi.json');

/** Described as an integer, but documented and sent by every library as a string of digits. */
const understated = /\/default_member_permissions$/;

interface Operation {
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Spec {
  paths: Record<string, Record<string, Operation>>;
}

/** Discord's own description of its HTTP API, as an oracle for what goes over the wire. */
export class Contract {
  readonly #spec: Spec;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  /** Undefined where the description does not lie beside the repository. */
  static load(): Contract | undefined {
    return existsSync(file) ? new Contract(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }

  private constructor(spec: Spec) {
    this.#spec = spec;
    this.#ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(spec, 'discord');
  }

  /** What is wrong with a call: an accepted request or any answer that the description does not allow. */
  problemsOf(call: Call): string[] {
    const [verb = '', pathname = ''] = call.name.split(' ');
    const method = verb.toLowerCase();
    // What a proxy says is no part of the description.
    if (call.status === 413 && call.response === undefined) return [];
    // The nested `errors` are documented, and not as they are described: their codes are words.
    if (call.status >= 400)
      return this.#check('components/schemas/Error', call.response, `${call.name} refusal`);
    const template = this.#templateOf(pathname, method);
    const operation = template === undefined ? undefined : this.#spec.paths[template]?.[method];
    const answer = operation?.responses[call.status];
    if (template === undefined || !operation || !answer)
      return [`${call.name} ${call.status} is not described`];
    const at = `paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
    const schema = 'content/application~1json/schema';
    const accepted = call.request !== undefined && operation.requestBody;
    return [
      ...(accepted ? this.#check(`${at}/requestBody/${schema}`, call.request, `${call.name} request`) : []),
      ...(answer.content
        ? this.#check(`${at}/responses/${call.status}/${schema}`, call.response, `${call.name} answer`)
        : []),
    ];
  }

  #check(pointer: string, value: unknown, what: string): string[] {
    const ref = `discord#/${encodeURI(pointer)}`;
    const validate = this.#compiled.get(ref) ?? this.#ajv.compile({ $ref: ref });
    this.#compiled.set(ref, validate);
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .filter(({ instancePath }) => !understated.test(instancePath))
      .map(({ instancePath, message }) => `${what}${instancePath}: ${message}`);
  }

  /** The described path with the fewest placeholders that this one fits. */
  #templateOf(pathname: string, method: string): string | undefined {
    const fits = (template: string) =>
      new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname);
    return Object.keys(this.#spec.paths)
      .filter((template) => this.#spec.paths[template]?.[method] && fits(template))
      .toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
  }
}
