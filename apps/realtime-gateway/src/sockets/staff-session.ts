import { decodeJwt } from 'jose';
import type { AuthUser, TokenVerifier } from '@tandem/auth-client';
import { DomainError } from '@tandem/http';
import { logger } from '@tandem/observability';
import type { TandemSocket } from './socket-data.js';

const log = logger('realtime-gateway');
/** setTimeout can't wait longer; no token lives nearly as long. */
const LONGEST_TIMER_MS = 2_147_483_647;

export interface StaffSession {
  user: AuthUser;
  issuedAtMs: number;
  expiresAtMs: number;
}

/** Why a staff connection or a new token is refused; reaches the client as `error.data`. */
export class SessionRefused extends Error {
  readonly data: { code: string; detail: string };

  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'SessionRefused';
    this.data = { code, detail };
  }
}

/**
 * Who an access token speaks for and until when.
 * @throws SessionRefused when the token is missing, bad or expired, or its owner is no staff.
 */
export async function staffSession(token: unknown, verifier: TokenVerifier): Promise<StaffSession> {
  const text = typeof token === 'string' && token !== '' ? token : undefined;
  let user: AuthUser;
  try {
    user = await verifier.verifyAccessToken(text);
  } catch (error) {
    if (error instanceof DomainError) throw new SessionRefused(error.code, error.message);
    throw error;
  }
  if (user.permissions.length === 0) {
    log.warn({ security: true, user_id: user.id }, 'a user without staff permissions was refused');
    throw new SessionRefused('forbidden', 'This is for staff only.');
  }
  const { exp = 0, iat = 0 } = decodeJwt(text ?? '');
  return { user, issuedAtMs: iat * 1_000, expiresAtMs: exp * 1_000 };
}

/** Binds a session to a socket: when the token's time is over, the socket is told and disconnected. */
export function holdSession(socket: TandemSocket, session: StaffSession): void {
  socket.data.session = session;
  releaseSession(socket);
  const wait = Math.min(Math.max(0, session.expiresAtMs - Date.now()), LONGEST_TIMER_MS);
  socket.data.sessionTimer = setTimeout(() => {
    socket.emit('session.expired', {
      code: 'token_expired',
      detail: 'Your session is over. Connect again with a new access token.',
    });
    socket.disconnect();
  }, wait);
}

export function releaseSession(socket: TandemSocket): void {
  clearTimeout(socket.data.sessionTimer);
}
