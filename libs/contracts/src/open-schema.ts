/**
 * The schema as readers have it: producers say nothing that it does not name, readers let pass what it may name
 * tomorrow.
 */
export function openForReaders<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(openForReaders) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([word, value]) => [
    word,
    word === 'additionalProperties' ? true : openForReaders<unknown>(value),
  ]);
  return Object.fromEntries(entries) as T;
}
