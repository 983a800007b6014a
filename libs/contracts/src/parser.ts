import type { ValidateFunction } from 'ajv';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { openForReaders } from './open-schema.js';
import { problemsOf, validatorFor } from './validate.js';

/** What a payload says; null when it is absent or not of the shape, so that the reader asks the truth. */
export type Parser<T> = (payload: string | null | undefined) => T | null;

/** What an answer says. @throws Error which names the fields that are not of the shape, never their values. */
export type AnswerParser<T> = (payload: string) => T;

/** A parser of JSON that another process wrote. Fields that a newer writer adds don't disturb it. */
export function parserOf<const S extends JSONSchema>(schema: S): Parser<FromSchema<S>>;
export function parserOf(schema: JSONSchema): Parser<unknown> {
  const validator = readersOf(schema);
  return (payload) => {
    if (payload == null) return null;
    const value: unknown = JSON.parse(payload);
    return validator()(value) ? value : null;
  };
}

/** The same for what there is no other source of: an answer that is not of the shape is an error. */
export function answerOf<const S extends JSONSchema>(schema: S): AnswerParser<FromSchema<S>>;
export function answerOf(schema: JSONSchema): AnswerParser<unknown> {
  const validator = readersOf(schema);
  return (payload) => {
    const value: unknown = JSON.parse(payload);
    const isShaped = validator();
    if (!isShaped(value)) throw new Error(problemsOf(isShaped).join('; '));
    return value;
  };
}

/** The schema of an object that has all of these. */
export const record = <const P extends Readonly<Record<string, JSONSchema>>>(properties: P) =>
  ({
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties) as (keyof P & string)[],
    properties,
  }) as const;

/** The schema of a list of these. */
export const listOf = <const S extends JSONSchema>(items: S) => ({ type: 'array', items }) as const;

/** Compiled when it is first needed: most processes read few of the shapes. */
function readersOf(schema: JSONSchema): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => (compiled ??= validatorFor(openForReaders<object>(schema as object)));
}
