import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { openForReaders } from './open-schema.js';
import { validatorFor } from './validate.js';

/** What a payload says; null when it is absent or not of the shape, so that the reader asks the truth. */
export type Parser<T> = (payload: string | null | undefined) => T | null;

/** A parser of JSON that another process wrote. Fields that a newer writer adds don't disturb it. */
export function parserOf<const S extends JSONSchema>(schema: S): Parser<FromSchema<S>>;
export function parserOf(schema: JSONSchema): Parser<unknown> {
  let isShaped: ((value: unknown) => boolean) | undefined;
  return (payload) => {
    if (payload == null) return null;
    isShaped ??= validatorFor(openForReaders<object>(schema as object));
    const value: unknown = JSON.parse(payload);
    return isShaped(value) ? value : null;
  };
}
