import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { parserOf, type Parser } from '../parser.js';

/** One kind of cache entry: who writes it and who reads it know it by this alone. */
export interface ReadModel<Id, T> {
  /** The key of one entry; its spelling is part of the requirements. */
  readonly key: (id: Id) => string;
  /** Raised when the shape changes: releases of another format take the entry for missing. */
  readonly format: number;
  /** The payload of an entry. */
  readonly write: (value: T) => string;
  readonly parse: Parser<T>;
}

/** Declares a read model; its type comes from the schema. */
export function readModel<Id, const S extends JSONSchema>(definition: {
  key: (id: Id) => string;
  format: number;
  schema: S;
}): ReadModel<Id, FromSchema<S>>;
export function readModel(definition: { schema: JSONSchema }): object {
  const { schema, ...rest } = definition;
  return { ...rest, write: JSON.stringify, parse: parserOf(schema) };
}
