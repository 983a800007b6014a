import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { AuthConfig } from '../config.js';

/** Ended sessions are kept for a while, so that reuse of their tokens can still be explained; the tokens go with them. */
@Injectable()
export class ForgetOldSessions {
  constructor(private readonly config: AuthConfig) {}

  @Retains({ name: 'forget-old-sessions', title: 'Remove sessions that ended long ago' })
  kept(): Kept[] {
    return [
      {
        table: 'sessions',
        since: 'least(ended_at, expires_at, idle_expires_at)',
        for: keptFor(this.config, 'endedSessionDays'),
      },
      // Whether it was opened is with the account.
      {
        table: 'email_confirmations',
        since: 'expires_at',
        for: keptFor(this.config, 'endedSessionDays'),
      },
      // Beyond that no token of theirs is believed anyway.
      { table: 'ended_session_list', since: 'tokens_until', for: { seconds: 60 } },
    ];
  }
}
