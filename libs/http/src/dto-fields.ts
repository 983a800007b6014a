import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_INT4 } from '@tandem/kernel';
import { FreeText, Nested } from './known-fields.js';
import { IsMoney, MoneyDto } from './money.js';
import type { MoneyRules } from './money.js';
import { IsNestedObject } from './nested-rule.js';
import { IsOneEmail, IsPeoplesText, MAX_EMAIL_LENGTH } from './people-text.js';
import type { TextKind } from './people-text.js';
import { InstantFromQuery, IsDay, IsInstant } from './time-rules.js';

export interface FieldOptions {
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  description?: string;
  example?: unknown;
}

type Decorator = PropertyDecorator;

function presence({ optional, nullable }: FieldOptions): Decorator[] {
  if (optional && nullable) return [IsOptional()];
  if (optional) return [ValidateIf((_, value) => value !== undefined)];
  if (nullable) return [ValidateIf((_, value) => value !== null)];
  return [];
}

function field(
  options: FieldOptions,
  schema: Record<string, unknown>,
  ...rules: Decorator[]
): Decorator {
  const { optional, nullable, description, example } = options;
  const documented = { ...schema, required: !optional } as Parameters<typeof ApiProperty>[0];
  if (nullable) documented!.nullable = true;
  if (description) documented!.description = description;
  if (example !== undefined) documented!.example = example;
  return applyDecorators(ApiProperty(documented), ...presence(options), ...rules);
}

/** The number a query parameter spells; other text stays as it is, so that the rule refuses it. */
const FromQueryNumber = Transform(({ value }) =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
);
const FromQueryBoolean = Transform(({ value }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/** A parameter that is there but empty, as a form sends one that was left so, counts as not given. */
export const BlankIsAbsent = (): PropertyDecorator =>
  Transform(({ value }) => (value === '' ? undefined : value));

export interface TextOptions extends FieldOptions {
  /** Least length; default 0. */
  min?: number;
  /** Greatest length of what is sent and of what is kept of it; default 500. Counted as the database counts: see `people-text.ts`. */
  max?: number;
  /** What kind of text it is; default one line that a person wrote. */
  text?: TextKind;
  pattern?: RegExp;
  /** What is said when the pattern does not fit. */
  patternMessage?: string;
}

/** A string, under the one rule for people's texts: normalised, and nothing in it that can't be seen. */
export function TextField(options: TextOptions = {}): Decorator {
  const { min = 0, max = 500, text: kind = 'line', pattern, patternMessage } = options;
  const rules: Decorator[] = [IsPeoplesText({ kind, min, max })];
  if (!pattern && min === 0) rules.push(FreeText);
  if (pattern) rules.push(Matches(pattern, patternMessage ? { message: patternMessage } : {}));
  const schema: Record<string, unknown> = { type: 'string', maxLength: max };
  if (min > 0) schema['minLength'] = min;
  if (pattern) schema['pattern'] = pattern.source;
  return field(options, schema, ...rules);
}

/** An e-mail address; it arrives in its one form. */
export function EmailField(options: FieldOptions = {}): Decorator {
  const schema = { type: 'string', format: 'email', maxLength: MAX_EMAIL_LENGTH };
  return field(options, schema, IsOneEmail());
}

/** A day of the calendar, `2024-05-31`. */
export function DayField(options: FieldOptions = {}): Decorator {
  return field(options, { type: 'string', format: 'date' }, IsDay());
}

/** A point in time in a query string; it arrives as a `Date`. */
export function QueryInstantField(options: FieldOptions = {}): Decorator {
  return field(options, { type: 'string', format: 'date-time' }, InstantFromQuery());
}

export interface IntOptions extends FieldOptions {
  /** Default 0. */
  min?: number;
  /** Default 2147483647, the greatest PostgreSQL integer. */
  max?: number;
  default?: number;
  /** It comes from a query string. */
  query?: boolean;
}

/** A whole number. */
export function IntField(options: IntOptions = {}): Decorator {
  const { min = 0, max = MAX_INT4, query } = options;
  const schema: Record<string, unknown> = { type: 'integer', minimum: min, maximum: max };
  if (options.default !== undefined) schema['default'] = options.default;
  const optional = options.optional ?? options.default !== undefined;
  const rules = [IsInt(), Min(min), Max(max), ...(query ? [FromQueryNumber] : [])];
  return field({ ...options, optional }, schema, ...rules);
}

/** A boolean; with `query` also the text `true`, `false`, `1`, `0`. */
export function BoolField(options: FieldOptions & { query?: boolean } = {}): Decorator {
  const rules = [IsBoolean(), ...(options.query ? [FromQueryBoolean] : [])];
  return field(options, { type: 'boolean' }, ...rules);
}

/** One of a few words. `name` makes it a schema of its own in OpenAPI. */
export function EnumField(
  values: readonly string[],
  options: FieldOptions & { name?: string; default?: string } = {},
): Decorator {
  const schema: Record<string, unknown> = { enum: [...values], type: 'string' };
  if (options.name) schema['enumName'] = options.name;
  if (options.default !== undefined) schema['default'] = options.default;
  const optional = options.optional ?? options.default !== undefined;
  return field({ ...options, optional }, schema, IsIn(values));
}

/** A UUID. */
export function UuidField(options: FieldOptions = {}): Decorator {
  return field(options, { type: 'string', format: 'uuid' }, IsUUID());
}

/** A point in time in a response, RFC 3339 UTC with milliseconds. */
export function TimeField(options: FieldOptions = {}): Decorator {
  return field(options, { type: 'string', format: 'date-time' }, IsInstant());
}

/** An amount of money. */
export function MoneyField(options: FieldOptions & MoneyRules = {}): Decorator {
  const { allowNegative, positive } = options;
  const rules = [IsMoney({ allowNegative, positive }), Type(() => Object)];
  return field(options, { type: () => MoneyDto }, ...rules);
}

export interface ListOptions extends FieldOptions {
  minItems?: number;
  /** Default 100. */
  maxItems?: number;
}

function list({ minItems = 0, maxItems = 100 }: ListOptions): Decorator[] {
  return [IsArray(), ArrayMinSize(minItems), ArrayMaxSize(maxItems)];
}

function nested<T extends object>(type: () => new () => T, list: boolean): Decorator[] {
  return [Type(type), Nested(type, list)];
}

/** A nested object of a DTO class. The wrapped `type` is not idle: Swagger knows a lazy type by that name. */
export function ObjectField<T extends object>(
  type: () => new () => T,
  options: FieldOptions = {},
): Decorator {
  return field(
    options,
    { type: () => type() },
    IsNestedObject(),
    ValidateNested(),
    ...nested(type, false),
  );
}

/** A list of nested objects of a DTO class. */
export function ObjectListField<T extends object>(
  type: () => new () => T,
  options: ListOptions = {},
): Decorator {
  const { minItems = 0, maxItems = 100 } = options;
  const schema = { type: () => type(), isArray: true, minItems, maxItems };
  const rules = [...list(options), IsNestedObject({ each: true }), ValidateNested({ each: true })];
  return field(options, schema, ...rules, ...nested(type, true));
}

/** The body of a write that says no more than which version it was based on; `If-Match` does as well. */
export class VersionDto {
  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

/** Says of a route that it takes the version that was read in `If-Match`. */
export function IfMatch(): MethodDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The version that the client read, in double quotes.',
  });
}
