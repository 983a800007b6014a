import { Injectable } from '@nestjs/common';
import type { Queryable } from '@tandem/persistence';
import { AccessTokens } from '../keys/access-tokens.js';
import { sessionEnded } from '../sessions/errors.js';
import type { RotatedSession } from '../sessions/rotate-refresh-token.js';
import { findUser } from '../users/user-view.js';
import type { TokenView } from './sign-in.dto.js';

/** What a sign-in or a refresh yields: the answer's body and the cookie's content. */
export interface SignedIn {
  view: TokenView;
  refreshToken: string;
  expiresAt: Date;
}

@Injectable()
export class IssueTokens {
  constructor(private readonly tokens: AccessTokens) {}

  /** An access token for a session, with the roles and permissions the person has now. */
  async issue(tx: Queryable, session: RotatedSession): Promise<SignedIn> {
    const user = await findUser(tx, session.userId);
    if (!user) throw sessionEnded();
    const subject = {
      userId: user.id,
      sessionId: session.sessionId,
      displayName: user.display_name,
      roles: user.roles,
      permissions: user.permissions,
    };
    const { token, lifeSeconds } = await this.tokens.issue(subject, session.expiresAt);
    return {
      view: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: lifeSeconds,
        user,
      },
      refreshToken: session.refreshToken,
      expiresAt: session.expiresAt,
    };
  }
}
