import { invalidField } from '@tandem/kernel';

/**
 * The fields named in `?fields=a,b`, in the order of `allowed` and each once; null when all are wanted.
 * @throws DomainError 422 on field `fields` for an unknown name.
 */
export function parseFields<F extends string>(
  fields: string | undefined,
  allowed: readonly F[],
): F[] | null {
  if (fields === undefined) return null;
  const names = new Set(
    fields
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  if (names.size === 0) throw invalidField('fields', 'must name at least one field');
  const known = new Set<string>(allowed);
  for (const name of names) {
    if (!known.has(name)) throw invalidField('fields', `can be: ${allowed.join(', ')}`);
  }
  return allowed.filter((name) => names.has(name));
}

/** A copy with only these fields; all of them when `fields` is null. */
export function pickFields<T extends object>(
  value: T,
  fields: readonly string[] | null,
): Partial<T> {
  if (fields === null) return value;
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    if (Object.hasOwn(value, field)) picked[field] = (value as Record<string, unknown>)[field];
  }
  return picked as Partial<T>;
}
