import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './generated/api';
import { toApiError } from './problem';
import { newTraceparent } from './trace';

export type TandemApi = Client<paths>;

export interface ApiOptions {
  /** The access token to send, or null for a guest. May refresh it first, and throws while nobody knows who this is. */
  token: () => Promise<string | null>;
  /** The token that is there anyway: what everybody may read waits for nobody. */
  tokenAtHand: () => string | null;
  /** A service refused the token: a fresh one, or null when the session is over. */
  renew: () => Promise<string | null>;
}

/** What everybody may read, signed in or not: it is there while accounts can't be reached. */
const OPEN = /^\/api\/v1\/(parts|categories|games|genres|platforms|flags)\b/;

/** The typed client of both sites: same origin, token and trace header on every call. */
export function createApi(options: ApiOptions): TandemApi {
  const outgoing: Middleware = {
    async onRequest({ request, schemaPath }) {
      const isOpen = request.method === 'GET' && OPEN.test(schemaPath);
      const token = isOpen ? options.tokenAtHand() : await options.token();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      request.headers.set('traceparent', newTraceparent());
      return request;
    },
    async onResponse({ request, response }) {
      if (response.status !== 401 || !request.headers.has('authorization')) return undefined;
      const token = await options.renew();
      // What changes something may have been sent with a body that is spent; whoever asked for it asks again.
      if (!token || request.method !== 'GET') return undefined;
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(request.url, { headers, signal: request.signal, credentials: 'same-origin' });
    },
  };
  const client = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });
  client.use(outgoing);
  return client;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a call, or its problem thrown as an ApiError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    throw toApiError(cause);
  }
  if (!answer.response.ok) throw toApiError(answer.error, answer.response.status);
  return answer.data as NonNullable<T>;
}
