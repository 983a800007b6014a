import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import {
  ACCESS_TOKEN_ALGORITHM,
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
} from '@tandem/auth-client';
import { AuthConfig } from '../config.js';
import { SigningKeys } from './signing-keys.js';

/** What an access token says about a person: never the e-mail address. */
export interface AccessTokenSubject {
  userId: string;
  sessionId: string;
  displayName: string;
  roles: string[];
  permissions: string[];
}

@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    private readonly config: AuthConfig,
  ) {}

  /** A token and the seconds it lives: never longer than its session. */
  async issue(
    subject: AccessTokenSubject,
    sessionExpiresAt: Date,
  ): Promise<{ token: string; lifeSeconds: number }> {
    const { kid, key } = this.keys.current();
    const now = Math.floor(Date.now() / 1_000);
    const sessionSeconds = Math.floor(sessionExpiresAt.getTime() / 1_000) - now;
    const lifeSeconds = Math.max(1, Math.min(this.config.accessTokenSeconds, sessionSeconds));
    const token = await new SignJWT({
      name: subject.displayName,
      roles: subject.roles,
      permissions: subject.permissions,
      sid: subject.sessionId,
    })
      .setProtectedHeader({ alg: ACCESS_TOKEN_ALGORITHM, kid, typ: 'JWT' })
      .setSubject(subject.userId)
      .setIssuer(ACCESS_TOKEN_ISSUER)
      .setAudience(ACCESS_TOKEN_AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(key);
    return { token, lifeSeconds };
  }
}
