import { invalidField } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';

/** What a request brought, to find the field again that the database refused. */
export interface RequestParts {
  body?: unknown;
  query?: unknown;
  params?: unknown;
}

/** What may be logged of it: names only, never the values that `message` and `detail` hold. */
export interface DatabaseRefusal {
  problem: DomainError;
  sqlState: string;
  constraint?: string;
  table?: string;
  columns?: string;
}

interface PgError {
  code: string;
  message?: string;
  detail?: string;
  constraint?: string;
  table?: string;
  column?: string;
}

/** Values that no column can hold (class 22) and rows that a constraint forbids (class 23). */
const REFUSED = /^(22|23)[0-9A-Z]{3}$/;

/** The columns of each CHECK, whose errors name the constraint only; the database tells them when a service opens it. */
const columnsOfChecks = new Map<string, readonly string[]>();

/** Makes known which columns a CHECK is about, so that what it refuses can be named. */
export function knowCheck(table: string, constraint: string, columns: readonly string[]): void {
  columnsOfChecks.set(`${table}.${constraint}`, columns);
}

const SAYS: Record<string, string> = {
  '23502': 'must be given',
  '23503': 'names something that does not exist, or is still in use',
  '23505': 'is taken already',
  '22001': 'is too long',
  '22003': 'is beyond what can be stored',
  '22008': 'is beyond what can be stored',
};

/**
 * A value that PostgreSQL refused and no rule before it did, as a 422 that names the field; undefined for anything else.
 * A DTO rule or a `DomainError` should have come first: whoever gets one of these logs it.
 */
export function databaseRefusal(
  error: unknown,
  request: RequestParts = {},
): DatabaseRefusal | undefined {
  const pg = pgErrorOf(error);
  if (!pg || !REFUSED.test(pg.code)) return undefined;
  const columns = columnsOf(pg);
  const field = fieldOf(pg, columns, request);
  return {
    problem: invalidField(field, SAYS[pg.code] ?? 'is not acceptable'),
    sqlState: pg.code,
    ...(pg.constraint && { constraint: pg.constraint }),
    ...(pg.table && { table: pg.table }),
    ...(columns.length > 0 && { columns: columns.join() }),
  };
}

/** TypeORM wraps what pg throws; only pg's own errors carry a severity. */
function pgErrorOf(error: unknown): PgError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { driverError } = error as { driverError?: unknown };
  const inner = (driverError ?? error) as { code?: unknown; severity?: unknown };
  return typeof inner.code === 'string' && typeof inner.severity === 'string'
    ? (inner as PgError)
    : undefined;
}

/** The columns as pg names them, as its key's detail does, or as PostgreSQL named the constraint after them. */
function columnsOf({ column, detail, constraint, table }: PgError): readonly string[] {
  if (column) return [column];
  const [, key] = /^Key \((.+?)\)=/.exec(detail ?? '') ?? [];
  // Of several columns the last is the caller's: those before it say whose row it is. `lower(sku)` is about `sku`.
  const [last] = /\w+(?=\W*$)/.exec(key?.split(', ').at(-1)?.replace(/::\w+/g, '') ?? '') ?? [];
  if (last) return [last];
  if (!constraint) return [];
  const known = columnsOfChecks.get(`${table}.${constraint}`);
  if (known) return known;
  const bare = constraint.replace(/_(check|fkey|key|excl)\d*$/, '');
  return [table && bare.startsWith(`${table}_`) ? bare.slice(table.length + 1) : bare];
}

function fieldOf(pg: PgError, columns: readonly string[], request: RequestParts): string {
  const sources = [request.body, request.query, request.params];
  const find = (fits: (name: string, value: unknown) => boolean): string | undefined => {
    for (const source of sources) {
      const path = pathTo(source, fits);
      if (path !== undefined) return path;
    }
    return undefined;
  };
  if (columns.length > 0) {
    // Money is one field of a request and two columns of a table.
    const names = new Set(columns.flatMap((name) => [name, name.replace(/_(minor|amount)$/, '')]));
    return find((name) => names.has(name)) ?? columns[0]!;
  }
  // Of a value that fits no type, pg tells the value alone.
  const [, value] = /"([^"]*)"/.exec(pg.message ?? '') ?? [];
  const told = value === undefined ? undefined : find((_, found) => isText(found, value));
  return told ?? (request.body === undefined || request.body === null ? 'query' : 'body');
}

const isText = (found: unknown, value: string): boolean =>
  (typeof found === 'string' || typeof found === 'number') && String(found) === value;

const DEEPEST = 8;

function pathTo(
  value: unknown,
  fits: (name: string, value: unknown) => boolean,
  path = '',
  depth = 0,
): string | undefined {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || depth > DEEPEST) {
    return undefined;
  }
  for (const [name, inner] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (fits(name, inner)) return here;
    const deeper = pathTo(inner, fits, here, depth + 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
