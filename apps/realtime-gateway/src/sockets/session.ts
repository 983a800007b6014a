import { decodeJwt } from 'jose';
import type { AuthUser, TokenVerifier } from '@tandem/auth-client';
import { DomainError } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import type { EventLog } from '../event-log/event-log.js';
import type { Session, TandemSocket } from './socket-data.js';

/** setTimeout can't wait longer; no token lives nearly as long. */
const LONGEST_TIMER_MS = 2_147_483_647;
const log = logger('realtime-gateway');

/** Why a connection or a new token is refused; reaches the client as `error.data`. */
export class SessionRefused extends Error {
  readonly data: { code: string; detail: string };

  constructor(code: string, detail: string) {
    super(detail);
    this.name = 'SessionRefused';
    this.data = { code, detail };
  }
}

/**
 * The session of an access token.
 * @throws SessionRefused when the token is missing, bad or expired.
 */
export async function verifiedSession(token: unknown, verifier: TokenVerifier): Promise<Session> {
  const text = typeof token === 'string' && token !== '' ? token : undefined;
  let user: AuthUser;
  try {
    user = await verifier.verifyAccessToken(text);
  } catch (error) {
    if (error instanceof DomainError) throw new SessionRefused(error.code, error.message);
    throw error;
  }
  const { exp = 0, iat = 0 } = decodeJwt(text ?? '');
  return { user, issuedAtMs: iat * 1_000, expiresAtMs: exp * 1_000 };
}

/** @throws SessionRefused when one of these events came over the person after the token was issued. */
export async function refuseIfOutdated(
  session: Session,
  events: EventLog,
  ending: readonly string[],
): Promise<void> {
  // The time of issue is in whole seconds: a token is old only from the next one on.
  const since = new Date(session.issuedAtMs + 1_000);
  if (await events.holdsSince(session.user.id, ending, since)) {
    throw new SessionRefused('session_changed', 'Your permissions have changed. Sign in again.');
  }
}

/** What the client is told when a session could not be made. */
export function refusal(error: unknown): Error {
  if (error instanceof SessionRefused) return error;
  log.error({ err: error }, 'a session could not be checked');
  const detail = 'The session can’t be checked right now. Try again shortly.';
  return new SessionRefused('temporarily_unavailable', detail);
}

/** Binds a session to a socket: when the token's time is over, the socket is told and disconnected. */
export function holdSession(socket: TandemSocket, session: Session): void {
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
