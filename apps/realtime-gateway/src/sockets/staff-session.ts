import type { TokenVerifier } from '@tandem/auth-client';
import { logger } from '@tandem/observability';
import { SessionRefused, verifiedSession } from './session.js';
import type { Session } from './socket-data.js';

const log = logger('realtime-gateway');

/**
 * Which member of staff an access token speaks for and until when.
 * @throws SessionRefused when the token is missing, bad or expired, or its owner is no staff.
 */
export async function staffSession(token: unknown, verifier: TokenVerifier): Promise<Session> {
  const session = await verifiedSession(token, verifier);
  if (session.user.permissions.length === 0) {
    const { id } = session.user;
    log.warn({ security: true, user_id: id }, 'a user without staff permissions was refused');
    throw new SessionRefused('forbidden', 'This is for staff only.');
  }
  return session;
}
