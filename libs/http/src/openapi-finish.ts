import type { OpenAPIObject } from '@nestjs/swagger';
import { schemasReferredToBy } from './openapi-schemas.js';

type Schema = Record<string, unknown>;
interface Operation {
  tags?: string[];
  parameters?: { name: string; in: string; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses: Record<string, unknown>;
  security?: Record<string, unknown>[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const REFERENCE = '#/components/schemas/';

const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'Problem details (RFC 9457). Some codes add further fields.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'trace_id'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'A stable code for programs, e.g. `version_conflict`.' },
    trace_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    current: {
      type: 'object',
      additionalProperties: true,
      description: 'The current state of the resource; only with `version_conflict`.',
    },
    lines: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
};

interface Refusal {
  name: string;
  description: string;
  applies(operation: Operation): boolean;
}

/** What may be answered instead, and when: told of each operation to which it applies. */
const REFUSALS: Record<string, Refusal> = {
  400: {
    name: 'Unreadable',
    description: 'The body of the request cannot be read.',
    applies: ({ requestBody }) => requestBody !== undefined,
  },
  401: {
    name: 'Unauthorized',
    description: 'The access token is missing or not valid.',
    applies: ({ security = [] }) => security.some((way) => Object.keys(way).length > 0),
  },
  403: {
    name: 'Forbidden',
    description: 'The account does not have the permission.',
    applies: (operation) => 'x-permission' in operation,
  },
  404: {
    name: 'NotFound',
    description: 'The resource does not exist, or this account may not see it.',
    applies: ({ parameters = [] }) => parameters.some(({ in: where }) => where === 'path'),
  },
  409: {
    name: 'Conflict',
    description: 'The current state does not allow the request. See `code`.',
    applies: ({ requestBody, parameters = [] }) =>
      requestBody !== undefined || parameters.some(({ name }) => name === 'If-Match'),
  },
  413: {
    name: 'TooLarge',
    description: 'The body of the request is too large.',
    applies: ({ requestBody }) => requestBody !== undefined,
  },
  422: {
    name: 'Invalid',
    description: 'At least one field is not valid. `errors` names each of them.',
    applies: ({ requestBody, parameters = [] }) =>
      requestBody !== undefined || parameters.length > 0,
  },
  429: {
    name: 'TooMany',
    description: 'Too many requests. See `Retry-After`.',
    applies: () => true,
  },
};

const problem = (description: string): Schema => ({
  description,
  headers: { 'x-correlation-id': { schema: { type: 'string' } } },
  content: { 'application/problem+json': { schema: { $ref: `${REFERENCE}Problem` } } },
});

const refersTo = (name: string): Schema => ({ $ref: `#/components/responses/${name}` });

/** What the parsers of these parameters accept. */
const PATTERNS: Record<string, string> = {
  'If-Match': '^(W/)?"[0-9]{1,16}"$',
  'Idempotency-Key': '^[!-~]{1,200}$',
  fields: '^([a-z_]+(,[a-z_]+)*)?$',
};

/** Words of OpenAPI 3.0 that 3.1 has better ones for: `nullable` is a type there, and a reference may have neighbours. */
function inWordsOf31(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWordsOf31);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = {};
  for (const [key, item] of Object.entries(value)) copy[key] = inWordsOf31(item);
  if (copy['nullable'] !== true) return withoutLoneAllOf(copy);
  delete copy['nullable'];
  if (typeof copy['type'] === 'string') {
    copy['type'] = [copy['type'], 'null'];
    if (Array.isArray(copy['enum'])) copy['enum'] = [...copy['enum'], null];
    return copy;
  }
  const { description, ...rest } = copy;
  const anyOf = [withoutLoneAllOf(rest), { type: 'null' }];
  return description === undefined ? { anyOf } : { description, anyOf };
}

function withoutLoneAllOf(schema: Schema): Schema {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || allOf.length !== 1) return schema;
  return { ...(allOf[0] as Schema), ...rest };
}

function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((path) =>
    METHODS.flatMap((method) => (path[method] ? [path[method] as unknown as Operation] : [])),
  );
}

/**
 * What is sent is refused with a field that nobody knows; what is answered may gain fields. openapi-generator takes
 * `additionalProperties: false` of a 3.1 document for its opposite, and its TypeScript client then sends such fields.
 */
function closeRequestSchemas(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const bodies = operationsOf(document).map(({ requestBody }) => requestBody);
  for (const name of schemasReferredToBy(bodies, schemas)) {
    const schema = schemas[name];
    if (schema?.['type'] === 'object') schema['unevaluatedProperties'] ??= false;
  }
}

/**
 * Adds what holds for every route to a document that Swagger made of the decorators: how each operation refuses, which
 * schemas are closed, and the words of OpenAPI 3.1.
 */
export function finishOpenApi(document: OpenAPIObject): OpenAPIObject {
  for (const operation of operationsOf(document)) {
    // Nothing said means "as the document says"; public is said.
    operation.security ??= [];
    for (const parameter of operation.parameters ?? []) {
      const pattern = parameter.in !== 'path' && PATTERNS[parameter.name];
      if (pattern) parameter.schema = { type: 'string', ...parameter.schema, pattern };
    }
    for (const [status, { name, applies }] of Object.entries(REFUSALS)) {
      if (applies(operation)) operation.responses[status] ??= refersTo(name);
    }
    operation.responses['default'] = refersTo('Failed');
  }
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM_SCHEMA };
  document.components.responses = {
    Failed: problem('The request was refused or failed.'),
    ...Object.fromEntries(
      Object.values(REFUSALS).map(({ name, description }) => [name, problem(description)]),
    ),
  } as never;
  closeRequestSchemas(document);
  return inWordsOf31(document) as OpenAPIObject;
}
