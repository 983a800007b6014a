import type { AuthUser, CallingService } from './auth-user.js';

/** What the guard leaves on the Fastify request. */
export interface AuthenticatedRequest {
  headers: Record<string, string | string[] | undefined>;
  method?: string;
  url?: string;
  authUser?: AuthUser;
  callingService?: CallingService;
}

const BEARER = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i;

/** The bearer token of a request; undefined when there is none or the header is something else. */
export function bearerToken(request: AuthenticatedRequest): string | undefined {
  const header = request.headers['authorization'];
  return typeof header === 'string' ? BEARER.exec(header)?.[1] : undefined;
}
