import { randomUUID } from 'node:crypto';
import { call } from './client.js';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  example?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  security?: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
}

interface Api {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** One operation that a service describes, at its own address. */
export interface Route {
  service: string;
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  path: string;
  operation: Operation;
  schemas: Record<string, Schema>;
}

/** A value that a body can hold, and where: `lines.0.delta`. */
export interface Field {
  path: (string | number)[];
  schema: Schema;
  nullable: boolean;
}

export const FORM = 'application/x-www-form-urlencoded';
const VERBS = ['get', 'post', 'put', 'delete', 'patch'];
const DEEPEST = 4;

/** Every operation that the services of a running shop describe, their internal ones too. */
export async function describedRoutes(services: Record<string, string[]>): Promise<Route[]> {
  const routes: Route[] = [];
  for (const [service, [url]] of Object.entries(services)) {
    const { body } = await call<Api>(`${url}/openapi.json`);
    for (const [path, item] of Object.entries(body.paths)) {
      for (const verb of VERBS) {
        const operation = item[verb];
        if (!operation) continue;
        const method = verb.toUpperCase() as Route['method'];
        const schemas = body.components?.schemas ?? {};
        routes.push({ service, url: url!, method, path, operation, schemas });
      }
    }
  }
  return routes;
}

/** Whether a person may ask it, and not another service alone. */
export const isForPeople = ({ path }: Route): boolean => !path.startsWith('/internal');

export const takesCursor = ({ method, operation }: Route): boolean =>
  method === 'GET' && (operation.parameters ?? []).some(({ name }) => name === 'cursor');

/** The schema behind references and beside `null`. */
function plain(schema: Schema, schemas: Record<string, Schema>): Schema {
  if (schema.$ref) return plain(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas);
  const other = schema.anyOf?.find(({ type }) => type !== 'null');
  return other ? plain(other, schemas) : schema;
}

export function typeOf({ type }: Schema): string | undefined {
  return [type ?? []].flat().find((one) => one !== 'null');
}

function isNullable({ type, anyOf }: Schema): boolean {
  return [type ?? []].flat().includes('null') || (anyOf ?? []).some(isNullable);
}

const UUID_AT_END = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The path with an id of the right kind in each of its places. */
export function filled({ path, operation }: Pick<Route, 'path' | 'operation'>): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_all, name: string) => {
    const schema = operation.parameters?.find((one) => one.name === name)?.schema ?? {};
    if (schema.format === 'uuid') return '0192f5a4-7c1e-7000-8000-000000000000';
    // An id with its service before it; an example of another kind may be there, and is not to be touched.
    if (UUID_AT_END.test(String(schema.example))) return String(schema.example);
    return typeOf(schema) === 'integer' ? '1' : 'x';
  });
}

/** The body's schema and its content type; undefined when the operation takes none. */
export function bodyOf({
  operation,
  schemas,
}: Route): { type: string; schema: Schema } | undefined {
  const content = operation.requestBody?.content ?? {};
  for (const type of ['application/json', FORM]) {
    if (content[type]) return { type, schema: plain(content[type].schema, schemas) };
  }
  return undefined;
}

const TEXTS = ['Walked', 'walked', 'EUR', '19.99', '1', 'a'.repeat(64), 'https://example.com/a'];

function sampleText({ format, pattern, example, minLength = 0, maxLength = 500 }: Schema): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'email') return `walked-${randomUUID()}@example.com`;
  if (format === 'date') return '2024-05-31';
  if (format === 'date-time') return '2024-05-31T10:00:00.000Z';
  const unique = `w-${randomUUID()}`.padEnd(minLength, 'x').slice(0, maxLength);
  const fits = (text: string) => pattern === undefined || new RegExp(pattern, 'u').test(text);
  // What must be unique in the shop is another each time; examples are for formats.
  return [unique, ...(typeof example === 'string' ? [example] : []), ...TEXTS].find(fits) ?? 'x';
}

/** A value that fits, with no more fields than it must have. */
function sample(given: Schema, schemas: Record<string, Schema>): unknown {
  const schema = plain(given, schemas);
  const { minimum = 0, maximum = Infinity } = schema;
  if (schema.enum) return schema.enum[0];
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [
          name,
          sample(schema.properties?.[name] ?? {}, schemas),
        ]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items!, schemas));
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, minimum), maximum);
    case 'boolean':
      return true;
    default:
      return sampleText(schema);
  }
}

/** Every field of a body, however deep; of a list, its first element's. */
export function fieldsOf(
  given: Schema,
  schemas: Record<string, Schema>,
  path: Field['path'] = [],
): Field[] {
  const schema = plain(given, schemas);
  const own: Field[] = path.length === 0 ? [] : [{ path, schema, nullable: isNullable(given) }];
  if (path.length >= DEEPEST) return own;
  if (schema.items) return [...own, ...fieldsOf(schema.items, schemas, [...path, 0])];
  const inside = Object.entries(schema.properties ?? {});
  return [...own, ...inside.flatMap(([name, of]) => fieldsOf(of, schemas, [...path, name]))];
}

/** A body that fits, with `value` at one place and what that place needs around it. */
export function bodyWith(route: Route, field: Field, value: unknown): unknown {
  const root = bodyOf(route)!.schema;
  const place = (schema: Schema, existing: unknown, rest: Field['path']): unknown => {
    const [step, ...others] = rest;
    if (step === undefined) return value;
    const { items, properties } = plain(schema, route.schemas);
    if (typeof step === 'number') return [place(items!, sample(items!, route.schemas), others)];
    const of = properties![step]!;
    const present = (existing ?? {}) as Record<string, unknown>;
    return { ...present, [step]: place(of, present[step] ?? sample(of, route.schemas), others) };
  };
  return place(root, sample(root, route.schemas), field.path);
}
