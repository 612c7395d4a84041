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
    const [method = '', pathname = ''] = call.name.split(' ');
    const template = this.#templateOf(pathname, method.toLowerCase());
    if (template === undefined) return [`${call.name} is not described`];
    const operation = this.#spec.paths[template]?.[method.toLowerCase()];
    const at = ['paths', template, method.toLowerCase()];
    const isRefused = call.status >= 400;
    const request = isRefused || !operation?.requestBody ? undefined : call.request;
    const answer = isRefused ? '4XX' : String(call.status);
    const hasAnswer = operation?.responses[answer]?.content !== undefined;
    return [
      ...(request === undefined ? [] : this.#check([...at, 'requestBody'], request, `${call.name} request`)),
      ...(isRefused
        ? this.#check(['components', 'schemas', 'ErrorResponse'], call.response, `${call.name} refusal`, '')
        : []),
      ...(!isRefused && operation?.responses[answer] === undefined ? [`${call.name} gave ${answer}`] : []),
      ...(!isRefused && hasAnswer
        ? this.#check([...at, 'responses', answer], call.response, `${call.name} answer`)
        : []),
    ];
  }

  #check(
    pointer: string[],
    value: unknown,
    what: string,
    rest = '/content/application~1json/schema',
  ): string[] {
    const escaped = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const ref = `discord#/${encodeURI(escaped + rest)}`;
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
