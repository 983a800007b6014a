import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { MOST_ERRORS } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';

const NESTED = 'tandem:nested';

const FREE_TEXT = 'tandem:free-text';

/** Notes that any text will do, an empty one too. */
export const FreeText: PropertyDecorator = (target, key) =>
  Reflect.defineMetadata(FREE_TEXT, true, target, key);

export function isFreeText(dto: object, field: string): boolean {
  return Reflect.getMetadata(FREE_TEXT, (dto as Class).prototype as object, field) === true;
}

type Class = new () => object;

interface NestedIn {
  type: () => Class;
  list: boolean;
}

/** Notes which DTO class the object, or each object of the list, in this property is of. */
export function Nested(type: () => Class, list: boolean): PropertyDecorator {
  return (target, key) => Reflect.defineMetadata(NESTED, { type, list }, target, key);
}

type KnownFields = ReadonlyMap<string, NestedIn | undefined>;
const known = new Map<object, KnownFields>();

function fieldsOf(dto: object): KnownFields {
  let fields = known.get(dto);
  if (!fields) {
    const rules = getMetadataStorage().getTargetValidationMetadatas(dto as Class, '', false, false);
    const { prototype } = dto as Class;
    fields = new Map(
      rules.map(({ propertyName }) => [
        propertyName,
        Reflect.getMetadata(NESTED, prototype as object, propertyName) as NestedIn | undefined,
      ]),
    );
    known.set(dto, fields);
  }
  return fields;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A copy with the fields that the DTO class names; the others are added to `errors`. One look at each field, and no list of errors beyond what is told.
 */
export function dropUnknown(
  value: unknown,
  dto: object,
  path: string,
  errors: FieldError[],
): unknown {
  if (!isObject(value)) return value;
  const fields = fieldsOf(dto);
  const kept: Record<string, unknown> = {};
  const note = (field: string, message: string) => {
    if (errors.length <= MOST_ERRORS) errors.push({ field, message });
  };
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    const at = path === '' ? key : `${path}.${key}`;
    if (!fields.has(key)) {
      note(at, 'is not a known field');
      continue;
    }
    const item = value[key];
    const nested = fields.get(key);
    // What is of the wrong shape is left for the rules to refuse.
    if (nested === undefined || nested.list !== Array.isArray(item)) kept[key] = item;
    else if (!Array.isArray(item)) kept[key] = dropUnknown(item, nested.type(), at, errors);
    else {
      kept[key] = item.map((entry, index) =>
        dropUnknown(entry, nested.type(), `${at}.${index}`, errors),
      );
    }
  }
  return kept;
}
