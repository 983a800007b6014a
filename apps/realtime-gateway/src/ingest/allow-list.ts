/** Names what may pass: a whole value, fields of an object, or the same for each item of an array. */
export type AllowList = true | { readonly [field: string]: AllowList } | readonly [AllowList];

interface Shape {
  readonly items?: object;
  readonly anyOf?: readonly object[];
  readonly properties?: object;
}

/** The allow-list of everything that a public shape of the contracts names. */
export function allowListOf({ items, anyOf, properties }: Shape): AllowList {
  if (items) return [allowListOf(items)];
  if (anyOf) return allowListOf(anyOf[0]!);
  if (!properties) return true;
  const fields = Object.entries(properties) as [string, Shape][];
  return Object.fromEntries(fields.map(([name, field]) => [name, allowListOf(field)]));
}

/** A copy of `value` that holds only what the allow-list names. What it doesn't name is dropped. */
export function allowed(value: unknown, list: AllowList): unknown {
  if (list === true || value === null) return value;
  if (isItems(list)) {
    return Array.isArray(value) ? value.map((item) => allowed(item, list[0])) : [];
  }
  if (typeof value !== 'object') return null;
  const source = value as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(list)) {
    if (Object.hasOwn(source, field) && source[field] !== undefined) {
      copy[field] = allowed(source[field], inner);
    }
  }
  return copy;
}

function isItems(list: AllowList): list is readonly [AllowList] {
  return Array.isArray(list);
}
