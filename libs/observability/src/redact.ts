const SECRET =
  /pass(word|wd|phrase)|token|authorization|cookie|secret|e_?mail|api_?key|(private|service)_?key\b|credential/i;
/** Names that contain a secret's word and are none. */
const HARMLESS = /^(token_type|tokens?_(count|used)|csrf_required|email_verified)$/i;
const MAX_DEPTH = 8;

/** A copy in which the value of every property with a secret's name is `[redacted]`, at any depth. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Error) return redactedError(value, depth);
  if (value instanceof Date || Buffer.isBuffer(value) || value instanceof URL) return value;
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    return redact((value as { toJSON(): unknown }).toJSON(), depth + 1);
  }
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const hidden = SECRET.test(key) && !HARMLESS.test(key) && item !== null && item !== undefined;
    copy[key] = hidden ? '[redacted]' : redact(item, depth + 1);
  }
  return copy;
}

/** Query parameters and the `detail` of a driver error carry customers' data, so only known fields pass. */
function redactedError(error: Error, depth: number): Record<string, unknown> {
  const { code, kind, status, constraint, table } = error as Error & Record<string, unknown>;
  const copy: Record<string, unknown> = {
    type: error.name,
    message: error.message,
    stack: error.stack,
  };
  Object.assign(copy, JSON.parse(JSON.stringify({ code, kind, status, constraint, table })));
  if (error.cause !== undefined) copy['cause'] = redact(error.cause, depth + 1);
  if (error instanceof AggregateError) {
    copy['errors'] = error.errors.map((item) => redact(item, depth + 1));
  }
  return copy;
}
