import { Injectable } from '@nestjs/common';
import { canonicalEmail } from '@tandem/http';
import { setActor } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { AttemptLimits } from '../limits/attempt-limits.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { SecurityLog } from '../security-log/security-log.js';
import { OpenSession } from '../sessions/open-session.js';
import type { LoginBody } from './sign-in.dto.js';
import { wrongCredentials } from './errors.js';
import { IssueTokens } from './issue-tokens.js';
import type { SignedIn } from './issue-tokens.js';

interface Credentials {
  id: string;
  password_hash: string;
}

@Injectable()
export class LogIn {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly limits: AttemptLimits,
    private readonly sessions: OpenSession,
    private readonly tokens: IssueTokens,
    private readonly security: SecurityLog,
  ) {}

  /** Throws 401 `invalid_credentials`, alike in words and time for an unknown address and a wrong password. */
  async withPassword({ email: written, password }: LoginBody): Promise<SignedIn> {
    const email = canonicalEmail(written);
    const attempt = await this.limits.loggingIn(email);
    const user = await this.credentials(email);
    if (!(await this.hasher.matches(user?.password_hash ?? null, password)) || !user) {
      await this.security.refused('login_failed', user?.id ?? null);
      throw wrongCredentials();
    }
    await attempt.succeeded();
    setActor(user.id);
    const renewed = this.hasher.isOutdated(user.password_hash)
      ? await this.hasher.hash(password)
      : null;

    return transaction(this.database, async (tx) => {
      if (renewed) await this.renewHash(tx, user, renewed);
      const session = await this.sessions.open(tx, user.id);
      await this.security.record(
        { type: 'login_succeeded', userId: user.id, sessionId: session.sessionId },
        tx,
      );
      return this.tokens.issue(tx, { ...session, userId: user.id });
    });
  }

  private async credentials(email: string): Promise<Credentials | undefined> {
    const [user] = await this.database.query<Credentials>(
      `select id, password_hash from users where lower(email) = $1`,
      [email],
    );
    return user;
  }

  private async renewHash(tx: Tx, user: Credentials, renewed: string): Promise<void> {
    await tx.execute(`update users set password_hash = $3 where id = $1 and password_hash = $2`, [
      user.id,
      user.password_hash,
      renewed,
    ]);
  }
}
