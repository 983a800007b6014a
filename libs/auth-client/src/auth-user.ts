import type { ServiceName } from '@tandem/config';

/** The `iss` of every access token. */
export const ACCESS_TOKEN_ISSUER = 'tandem-auth';
/** The `aud` of every access token. */
export const ACCESS_TOKEN_AUDIENCE = 'tandem';
/** The one signature algorithm accepted: a token naming another (or `none`) is refused. */
export const ACCESS_TOKEN_ALGORITHM = 'EdDSA';

/** Who a verified access token speaks for. Permissions are those at the time it was issued. */
export interface AuthUser {
  /** User id, a UUID. */
  id: string;
  /** Display name. */
  name: string;
  roles: readonly string[];
  permissions: readonly string[];
  /** The sign-in this token belongs to, a UUID. */
  sessionId: string;
}

/** The service that made an internal call. */
export interface CallingService {
  service: ServiceName;
}
