import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { openForReaders } from '../open-schema.js';
import { validatorFor } from '../validate.js';

/** One kind of cache entry: who writes it and who reads it know it by this alone. */
export interface ReadModel<Id, T> {
  /** The key of one entry; its spelling is part of the requirements. */
  readonly key: (id: Id) => string;
  /** Raised when the shape changes: releases of another format take the entry for missing. */
  readonly format: number;
  /** The payload of an entry. */
  readonly write: (value: T) => string;
  /** What a payload says; null when it is absent or not of this shape, so that the reader asks the truth. */
  readonly parse: (payload: string | null | undefined) => T | null;
}

/** Declares a read model; its type comes from the schema. Fields that a writer adds later don't disturb its readers. */
export function readModel<Id, const S extends JSONSchema>(definition: {
  key: (id: Id) => string;
  format: number;
  schema: S;
}): ReadModel<Id, FromSchema<S>>;
export function readModel({
  key,
  format,
  schema,
}: {
  key: (id: never) => string;
  format: number;
  schema: JSONSchema;
}): object {
  let isShaped: ((value: unknown) => boolean) | undefined;
  return {
    key,
    format,
    write: (value: unknown) => JSON.stringify(value),
    parse: (payload: string | null | undefined): unknown => {
      if (payload == null) return null;
      isShaped ??= validatorFor(openForReaders<object>(schema as object));
      const value: unknown = JSON.parse(payload);
      return isShaped(value) ? value : null;
    },
  };
}
