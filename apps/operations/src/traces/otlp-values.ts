export type Attributes = ReadonlyMap<string, string>;

const MOST_ATTRIBUTES = 64;

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** OTLP's attributes by name; lists and objects are left out. */
export function attributesOf(value: unknown): Attributes {
  const found = new Map<string, string>();
  for (const one of listOf(value).slice(0, MOST_ATTRIBUTES)) {
    const { key, value: told } = fieldsOf(one);
    const { stringValue, intValue, doubleValue, boolValue } = fieldsOf(told);
    const text = stringValue ?? intValue ?? doubleValue ?? boolValue;
    if (typeof key === 'string' && (typeof text !== 'object' || text === null))
      if (text !== undefined && text !== null) found.set(key, String(text));
  }
  return found;
}

/** PostgreSQL text can't hold NUL, and a text of somebody else's making is cut. */
export function cutText(value: unknown, most: number): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, most).toWellFormed() : '';
}
