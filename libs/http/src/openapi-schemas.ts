const REFERENCE = '#/components/schemas/';

/** Names of the schemas that `value` refers to, and of those that they refer to in turn. */
export function schemasReferredToBy(
  value: unknown,
  schemas: Readonly<Record<string, unknown>>,
): Set<string> {
  const found = new Set<string>();
  const follow = (from: unknown): void => {
    JSON.stringify(from, (key, item: unknown) => {
      if (key !== '$ref' || typeof item !== 'string' || !item.startsWith(REFERENCE)) return item;
      const name = item.slice(REFERENCE.length);
      if (!found.has(name)) {
        found.add(name);
        follow(schemas[name]);
      }
      return item;
    });
  };
  follow(value);
  return found;
}
