/** What a service answered. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  /** Read as JSON where it is, else its text; undefined when there is none. */
  body: T;
  headers: Headers;
}

/** What a spec looks at in problem+json. */
export interface Problem {
  code: string;
  status: number;
  trace_id: string;
  errors?: { field: string; message: string }[];
  current?: { version: number };
}

/** How a call is made. */
export interface CallOptions {
  /** Whoever has this token. */
  as?: { token?: string | undefined } | undefined;
  /** A string, a form or search parameters are sent as they are, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** `name=value`, as a `Cookie` header has it. */
  cookie?: string | undefined;
  /** The idempotency key. */
  key?: string | undefined;
}

/** Calls an address over HTTP. A body that is no form says that it is JSON, unless `headers` say otherwise. */
export async function callUrl<T = Record<string, unknown>>(
  method: string,
  url: string,
  { as, body, headers, cookie, key }: CallOptions = {},
): Promise<Answer<T>> {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  const response = await fetch(url, {
    method,
    headers: {
      ...(as?.token === undefined ? {} : { authorization: `Bearer ${as.token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: isForm || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== '';
  const { status, headers: answered } = response;
  const answer = { status, body: (isJson ? JSON.parse(text) : text || undefined) as T };
  // Not to be enumerated, so that two answers are equal when their status and body are.
  return Object.defineProperty(answer, 'headers', { value: answered }) as Answer<T>;
}

/** A cookie that an answer sets, `name=value` as a browser would send it back; undefined when it sets none of that name. */
export function cookieOf({ headers }: { headers: Headers }, name: string): string | undefined {
  const set = headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
  return set?.split(';', 1)[0];
}
