import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './generated/api';
import { toApiError } from './problem';
import { newTraceparent } from './trace';

export type TandemApi = Client<paths>;

export interface ApiOptions {
  /** The access token to send, or null for a guest. May refresh it first. */
  token: () => Promise<string | null>;
}

/** The typed client of both sites: same origin, token and trace header on every call. */
export function createApi(options: ApiOptions): TandemApi {
  const outgoing: Middleware = {
    async onRequest({ request }) {
      const token = await options.token();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      request.headers.set('traceparent', newTraceparent(request.method !== 'GET'));
      return request;
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
