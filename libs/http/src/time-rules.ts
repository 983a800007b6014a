import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import { isDay, isInstant } from '@tandem/kernel';

/** The rule of every field that holds a day. */
export function IsDay(): PropertyDecorator {
  return rule('isDay', isDay, 'must be a date, e.g. 2024-05-31');
}

/** The rule of every field that holds a point in time as text. */
export function IsInstant(): PropertyDecorator {
  return rule('isInstant', isInstant, 'must be an RFC 3339 time');
}

/** The rule of a point in time in a query string, which arrives as a `Date`. */
export function InstantFromQuery(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isInstant(value) ? new Date(value) : value)),
    rule('isInstant', (value) => value instanceof Date, 'must be an RFC 3339 time'),
  );
}

function rule(
  name: string,
  validate: (value: unknown) => boolean,
  message: string,
): PropertyDecorator {
  return (target, key) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(key),
      options: { message },
      validator: { validate },
    });
  };
}
