import { isUUID } from 'class-validator';
import { invalidField } from './errors.js';
import { MAX_INT4 } from './ids.js';
import { isStorableText } from './text.js';
import { isInstant } from './time.js';

/** One page of a list. `next_cursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/**
 * The longest text that goes into a cursor, in UTF-16 units: what lists are sorted by is a name or an SKU, of 200 code points
 * at most, and small letters can be longer than capitals (İ).
 */
const MAX_CURSOR_TEXT = 1_024;

const KINDS = {
  int: (value: unknown) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INT4,
  /** Of a bigint column that counts rows: exact, and never beyond what the column holds. */
  integer: (value: unknown) => Number.isSafeInteger(value),
  bigint: (value: unknown) =>
    typeof value === 'string' &&
    /^-?\d{1,19}$/.test(value) &&
    BigInt.asIntN(64, BigInt(value)) === BigInt(value),
  string: (value: unknown) =>
    typeof value === 'string' && value.length <= MAX_CURSOR_TEXT && isStorableText(value),
  time: isInstant,
  uuid: (value: unknown) =>
    typeof value === 'string' && isUUID(value, 'loose') && value === value.toLowerCase(),
  boolean: (value: unknown) => typeof value === 'boolean',
};

type Kind = keyof typeof KINDS;
interface KindTypes {
  int: number;
  integer: number;
  bigint: string;
  string: string;
  time: string;
  uuid: string;
  boolean: boolean;
}

/** Names of a cursor's values and their kinds; `?` after a kind allows null. */
export type CursorShape = Record<string, Kind | `${Kind}?`>;
export type CursorOf<S extends CursorShape> = {
  [K in keyof S]: S[K] extends `${infer T extends Kind}?`
    ? KindTypes[T] | null
    : S[K] extends Kind
      ? KindTypes[S[K]]
      : never;
};

/** Opaque text for the place after which the next page goes on. */
export function encodeCursor(place: Record<string, unknown>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * The place a cursor names; undefined without a cursor, and for an empty one: the first page of every list.
 * @throws DomainError 422 on field `cursor` when it is not one made for this shape.
 */
export function decodeCursor<S extends CursorShape>(
  cursor: string | undefined,
  shape: S,
): CursorOf<S> | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const place = parse(cursor);
  const names = Object.keys(shape);
  const fits =
    place !== null &&
    Object.keys(place).length === names.length &&
    names.every((name) => fitsKind(place[name], shape[name] as string));
  if (!fits) throw invalidField('cursor', 'is not a cursor of this list');
  return place as CursorOf<S>;
}

function fitsKind(value: unknown, kind: string): boolean {
  const nullable = kind.endsWith('?');
  if (value === null) return nullable;
  return KINDS[(nullable ? kind.slice(0, -1) : kind) as Kind](value);
}

function parse(cursor: string): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(
      atob(cursor.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/**
 * A page of a list whose index was walked `most` rows far and does not know all filters: those that fit, and the row behind
 * which the next page goes on. It may be short, or empty, and have a next one.
 */
export function walkedPage<T extends { fits: boolean }>(
  walked: readonly T[],
  limit: number,
  most: number,
): { shown: T[]; end: T | null } {
  const fitting = walked.filter(({ fits }) => fits);
  const shown = fitting.slice(0, limit);
  const end = fitting.length > limit ? shown.at(-1) : walked[most - 1];
  return { shown, end: end ?? null };
}
