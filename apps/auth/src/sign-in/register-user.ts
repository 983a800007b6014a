import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { setActor } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { IssueConfirmation } from '../confirmations/issue-confirmation.js';
import { AttemptLimits } from '../limits/attempt-limits.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { passwordProblem } from '../passwords/password-rules.js';
import { SecurityLog } from '../security-log/security-log.js';
import { OpenSession } from '../sessions/open-session.js';
import { createUser } from './create-user.js';
import type { RegisterBody } from './sign-in.dto.js';
import { passwordRefused } from './errors.js';
import { IssueTokens } from './issue-tokens.js';
import type { SignedIn } from './issue-tokens.js';

@Injectable()
export class RegisterUser {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly limits: AttemptLimits,
    private readonly sessions: OpenSession,
    private readonly tokens: IssueTokens,
    private readonly security: SecurityLog,
    private readonly confirmation: IssueConfirmation,
  ) {}

  /** The account, its role, its first session, its event and its mail: all of them or none. */
  async register(body: RegisterBody): Promise<SignedIn> {
    const problem = passwordProblem(body.password, body.email);
    if (problem) throw passwordRefused(problem);
    await this.limits.registering();
    const passwordHash = await this.hasher.hash(body.password);
    const userId = uuidv7();
    setActor(userId);
    return transaction(this.database, async (tx) => {
      const displayName = body.display_name ?? body.email.split('@', 1)[0]!.slice(0, 80);
      const { email } = body;
      await createUser(tx, { id: userId, email, passwordHash, displayName, roles: ['customer'] });
      await this.confirmation.issue(tx, userId);
      const session = await this.sessions.open(tx, userId);
      await this.security.record({ type: 'registered', userId, sessionId: session.sessionId }, tx);
      return this.tokens.issue(tx, { ...session, userId });
    });
  }
}
