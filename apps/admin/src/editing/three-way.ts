const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The fields that both changed since the version both began from, each to something else: only they need a choice.
 * What one of the two left alone is the other's.
 */
export function contested<T extends object>(mine: T, before: T, theirs: T): (keyof T & string)[] {
  const fields = Object.keys(mine) as (keyof T & string)[];
  return fields.filter(
    (field) =>
      !same(mine[field], before[field]) &&
      !same(theirs[field], before[field]) &&
      !same(mine[field], theirs[field]),
  );
}

/** Their state with what only I changed, and of what both changed the fields whose own value I keep. */
export function merged<T extends object>(mine: T, before: T, theirs: T, keep: Set<string>): T {
  const both = new Set<string>(contested(mine, before, theirs));
  const all = { ...theirs };
  for (const field of Object.keys(mine) as (keyof T & string)[]) {
    const own = !same(mine[field], before[field]);
    if (own && (keep.has(field) || !both.has(field))) all[field] = mine[field];
  }
  return all;
}
