import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  DayField,
  EnumField,
  IntField,
  TextField,
  TimeField,
  UuidField,
  type TextOptions,
} from './dto-fields.js';

interface Shape {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: object;
  readonly anyOf?: readonly object[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What the API's document says of a field beyond its schema. */
export interface FieldNote extends TextOptions {
  /** A day of the calendar. */
  day?: boolean;
}

/**
 * A class that describes an answer in the API's document, made of a shape of the contracts: a field that is added there
 * is described here.
 * @param nested classes of the objects in it, by their schema
 */
export function viewOf<T>(
  name: string,
  schema: { readonly required: readonly string[]; readonly properties: object },
  notes: Readonly<Record<string, FieldNote>> = {},
  nested: ReadonlyMap<object, Type<unknown>> = new Map(),
): Type<T> {
  const view = { [name]: class {} }[name]!;
  for (const [field, shape] of Object.entries(schema.properties) as [string, Shape][]) {
    const optional = !schema.required.includes(field);
    const nullable = JSON.stringify(shape.anyOf ?? shape.type ?? '').includes('"null"');
    const note = { optional, nullable, ...notes[field] };
    decoratorOf(shape, note, nested)(view.prototype as object, field);
  }
  return view as Type<T>;
}

function decoratorOf(
  shape: Shape,
  note: FieldNote,
  nested: ReadonlyMap<object, Type<unknown>>,
): PropertyDecorator {
  const inner = nested.get(shape.items ?? shape.anyOf?.[0] ?? shape);
  if (inner) {
    const { optional, nullable, description } = note;
    const type = shape.items ? [inner] : inner;
    const documented = {
      type,
      required: !optional,
      ...(nullable && { nullable }),
      ...(description && { description }),
    };
    return ApiProperty(documented as Parameters<typeof ApiProperty>[0]);
  }
  if (shape.enum) return EnumField(shape.enum, note);
  if (note.day) return DayField(note);
  if (shape.format === 'date-time') return TimeField(note);
  if (shape.format === 'uuid') return UuidField(note);
  const types = [shape.type].flat();
  if (types.includes('integer'))
    return IntField({ ...note, min: shape.minimum, max: shape.maximum });
  return types.includes('boolean') ? BoolField(note) : TextField(note);
}
