import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { INestApplication } from '@nestjs/common';

type Schema = Record<string, unknown>;

const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'trace_id'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'What programs act on, e.g. `version_conflict`.' },
    trace_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    current: { description: 'The current state, with `version_conflict`.' },
    lines: { type: 'array', items: { type: 'object' } },
  },
};

const PROBLEM_RESPONSE = {
  description: 'A problem: the request is refused or failed.',
  headers: { 'x-correlation-id': { schema: { type: 'string' } } },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** OpenAPI 3.0's `nullable` is no word of 3.1: there it is a type of its own. */
function nullableToType(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullableToType);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = {};
  for (const [key, item] of Object.entries(value)) copy[key] = nullableToType(item);
  if (copy['nullable'] !== true) return copy;
  delete copy['nullable'];
  if (typeof copy['type'] === 'string') {
    copy['type'] = [copy['type'], 'null'];
    if (Array.isArray(copy['enum'])) copy['enum'] = [...copy['enum'], null];
    return copy;
  }
  const { description, ...rest } = copy;
  const anyOf = [unwrapped(rest), { type: 'null' }];
  return description === undefined ? { anyOf } : { description, anyOf };
}

function unwrapped(schema: Schema): Schema {
  const { allOf } = schema;
  return Array.isArray(allOf) && allOf.length === 1 && Object.keys(schema).length === 1
    ? (allOf[0] as Schema)
    : schema;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The service's OpenAPI 3.1 document, with the problem answer on every operation. */
export function buildOpenApi(app: INestApplication, title: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle(title)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Service token' }, 'service')
    .addCookieAuth('refresh_token', { type: 'apiKey', in: 'cookie' }, 'refresh');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) operation.responses = { ...operation.responses, default: PROBLEM_RESPONSE };
    }
  }
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM_SCHEMA };
  return nullableToType(document) as OpenAPIObject;
}
