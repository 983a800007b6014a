import { registerDecorator } from 'class-validator';

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notObject(property: string, value: unknown, each: boolean): string {
  if (!each) return `${property} must be an object`;
  const items = Array.isArray(value) ? value : [];
  return `${property}.${items.findIndex((item) => !isPlainObject(item))} must be an object`;
}

/**
 * The value, or with `each` every element of the list, is an object. class-validator's `ValidateNested` looks into a list
 * where one object is due and is content with an empty one, so that `[[]]` would pass as a list of objects.
 */
export function IsNestedObject({ each = false } = {}): PropertyDecorator {
  return (target, key) => {
    registerDecorator({
      name: 'isNestedObject',
      target: target.constructor,
      propertyName: String(key),
      validator: {
        // That it is a list at all is another rule's business.
        validate: (value: unknown) =>
          each ? !Array.isArray(value) || value.every(isPlainObject) : isPlainObject(value),
        defaultMessage: (args) => notObject('$property', args?.value, each),
      },
    });
  };
}
