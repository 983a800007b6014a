import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import {
  DomainError,
  MOST_ERRORS,
  invalidField,
  isStorableText,
  validationFailed,
} from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';
import { keepRules } from './kept-rules.js';
import { dropUnknown, isFreeText } from './known-fields.js';

const MAX_DEPTH = 32;

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function findUnstorable(value: unknown, path: string, depth: number, errors: FieldError[]): void {
  if (typeof value === 'string') {
    if (!isStorableText(value)) {
      errors.push({ field: path, message: 'must not contain NUL or broken characters' });
    }
    return;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (depth >= MAX_DEPTH) {
    errors.push({ field: path, message: 'is nested too deep' });
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (errors.length >= MOST_ERRORS) return;
    if (key === '__proto__') {
      errors.push({ field: join(path, key), message: 'is not a known field' });
      return;
    }
    if (!isStorableText(key)) {
      errors.push({ field: path, message: 'must not contain NUL or broken characters in names' });
      return;
    }
    findUnstorable(item, join(path, key), depth + 1, errors);
  }
}

function flatten(errors: ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = join(parent, error.property);
    const own = Object.values(error.constraints ?? {}).map((message) =>
      located(field, error.property, message),
    );
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** A rule that looks into its value says where: "price.currency must be …". */
function located(field: string, property: string, message: string): FieldError {
  if (!message.startsWith(property)) return { field, message };
  const inside = /^(\.[\w.-]+)? (.*)$/s.exec(message.slice(property.length));
  if (!inside) return { field, message };
  return { field: field + (inside[1] ?? ''), message: inside[2]! };
}

/** class-validator's findings as a 422 problem with dotted field paths. */
function validationProblem(errors: ValidationError[]): DomainError {
  return validationFailed(flatten(errors));
}

/** An id, a number or a word that is empty is no wish for everything; an empty search is one. */
function noteEmpty(query: unknown, dto: object, errors: FieldError[]): void {
  for (const [field, value] of Object.entries(query ?? {})) {
    if (value === '' && !isFreeText(dto, field)) {
      errors.push({ field, message: 'must not be empty; leave it out instead' });
    }
  }
}

/** Says what else is wrong in the same answer. */
async function refuse(result: Promise<unknown>, unknown: FieldError[]): Promise<never> {
  const others = await result.then(
    () => [],
    (error: unknown) => {
      if (error instanceof DomainError) return (error.extra['errors'] ?? []) as FieldError[];
      throw error;
    },
  );
  const named = new Set(unknown.map(({ field }) => field));
  throw validationFailed([...unknown, ...others.filter(({ field }) => !named.has(field))]);
}

const PRIMITIVES = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);

/**
 * Validates bodies, queries and parameters against their DTO class. Unknown fields are errors;
 * nothing is converted unless the DTO says so; no unstorable text gets past it.
 */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    keepRules();
    super({
      transform: true,
      forbidUnknownValues: false,
      stopAtFirstError: true,
      transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
      exceptionFactory: (errors) => validationProblem(errors),
    });
  }

  /** Not `async`: a plain parameter is let through without a promise of its own. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return this.check(value, metadata) as Promise<unknown>;
  }

  private check(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype, data } = metadata;
    if (type === 'custom') return value;
    if (typeof value === 'string') {
      if (!isStorableText(value)) {
        throw invalidField(data ?? type, 'must not contain NUL or broken characters');
      }
    } else if (typeof value === 'object' && value !== null) {
      const errors: FieldError[] = [];
      findUnstorable(value, data ?? '', 0, errors);
      if (errors.length > 0) throw validationFailed(errors);
    }
    if (PRIMITIVES.has(metatype)) {
      // A repeated query parameter arrives as an array where the handler declared one value.
      if (metatype === String && Array.isArray(value)) {
        throw invalidField(data ?? type, 'must be given once');
      }
      return value;
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (type === 'body' && value !== undefined && !isObject)
      throw invalidField('body', 'must be a JSON object');
    return this.validateFields(value, metadata);
  }

  /** class-transformer takes the square of the unknown fields' number, so they never get there. */
  private validateFields(value: unknown, metadata: ArgumentMetadata): unknown {
    const unknown: FieldError[] = [];
    const known = dropUnknown(value, metadata.metatype as object, '', unknown);
    if (metadata.type === 'query') noteEmpty(known, metadata.metatype as object, unknown);
    const result = super.transform(known, metadata);
    return unknown.length === 0 ? result : refuse(result, unknown);
  }
}
