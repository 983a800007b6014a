import { LRUCache } from 'lru-cache';
import { errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { DomainError } from '@tandem/kernel';
import { ACCESS_TOKEN_ALGORITHM, ACCESS_TOKEN_AUDIENCE, ACCESS_TOKEN_ISSUER } from './auth-user.js';
import type { AuthUser } from './auth-user.js';
import type { EndedSessionCheck } from './ended-sessions.js';
import { KeysUnavailableError } from './jwks.js';
import type { KeySource } from './jwks.js';

const REMEMBERED_TOKENS = 5_000;

/** 401: there is no token, or it is not one of ours, or its time is over. */
export function unauthorized(detail: string, reason: string): DomainError {
  return new DomainError('unauthorized', 'unauthenticated', detail, { reason });
}

interface Remembered {
  user: AuthUser;
  expiresAtMs: number;
  generation: number;
}

/** 401: the token is good, but its owner signed out, lost a role, or is gone. */
function sessionEnded(): DomainError {
  return new DomainError(
    'session_ended',
    'unauthenticated',
    'Your session has ended. Sign in again.',
    {
      reason: 'session_ended',
    },
  );
}

/** Verifies access tokens; none outlives its session. */
export class TokenVerifier {
  private readonly remembered = new LRUCache<string, Remembered>({ max: REMEMBERED_TOKENS });

  constructor(
    private readonly keys: KeySource,
    private readonly ended: EndedSessionCheck,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Who the token speaks for. Throws `DomainError` 401 `unauthorized` when it is missing, malformed,
   * forged, for another audience or expired, 401 `session_ended` when its session is over, and 503 `auth_unavailable`
   * when no key was ever learnt or nobody can tell which sessions are over.
   */
  async verifyAccessToken(token: string | undefined): Promise<AuthUser> {
    if (!token) throw unauthorized('Sign in to do this.', 'token_missing');
    const user = await this.userOf(token);
    const ended = this.ended.isEnded(user.sessionId);
    if (typeof ended === 'boolean' ? ended : await ended) throw sessionEnded();
    return user;
  }

  private async userOf(token: string): Promise<AuthUser> {
    // The signature of an unchanged token under unchanged keys can't change, only its time can run out.
    const known = this.remembered.get(token);
    if (known?.generation === this.keys.generation && known.expiresAtMs > this.now())
      return known.user;

    const payload = await this.verify(token);
    const user = userOf(payload);
    const expiresAtMs = (payload.exp ?? 0) * 1_000;
    this.remembered.set(token, { user, expiresAtMs, generation: this.keys.generation });
    return user;
  }

  private async verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, (header, jws) => this.keys.getKey(header, jws), {
        algorithms: [ACCESS_TOKEN_ALGORITHM],
        issuer: ACCESS_TOKEN_ISSUER,
        audience: ACCESS_TOKEN_AUDIENCE,
        currentDate: new Date(this.now()),
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      return payload;
    } catch (error) {
      throw refusal(error);
    }
  }
}

function userOf(payload: JWTPayload): AuthUser {
  const { sub, sid, name, roles, permissions } = payload;
  if (
    typeof sub !== 'string' ||
    typeof sid !== 'string' ||
    !isStrings(roles) ||
    !isStrings(permissions)
  ) {
    throw unauthorized('The access token is not valid.', 'token_invalid');
  }
  return Object.freeze({
    id: sub,
    name: typeof name === 'string' ? name : '',
    roles: Object.freeze([...roles]),
    permissions: Object.freeze([...permissions]),
    sessionId: sid,
  });
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function refusal(error: unknown): DomainError {
  if (error instanceof KeysUnavailableError) {
    const detail = 'Sign-in can’t be checked right now. Try again shortly.';
    const problem = new DomainError('auth_unavailable', 'unavailable', detail);
    problem.cause = error;
    return problem;
  }
  if (error instanceof errors.JWTExpired)
    return unauthorized('The access token has expired.', 'token_expired');
  if (error instanceof errors.JOSEError || error instanceof TypeError) {
    return unauthorized('The access token is not valid.', 'token_invalid');
  }
  throw error;
}
