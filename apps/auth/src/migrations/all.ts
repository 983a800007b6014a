import type { MigrationSource } from '@tandem/persistence';
import { Accounts1764000000000 } from './1764000000000-accounts.js';
import { Roles1764000001000 } from './1764000001000-roles.js';
import { Messaging1764000002000 } from './1764000002000-messaging.js';
import { Confirmations1764000003000 } from './1764000003000-confirmations.js';
import { EndedSessions1764000004000 } from './1764000004000-ended-sessions.js';
import { BoundedAttempts1764000005000 } from './1764000005000-bounded-attempts.js';
import { MailLimits1764000006000 } from './1764000006000-mail-limits.js';
import { CausesOfMails1764000007000 } from './1764000007000-causes-of-mails.js';
import { Jobs1764000008000 } from './1764000008000-jobs.js';
import { MailJobs1764000009000 } from './1764000009000-mail-jobs.js';

export const migrations: MigrationSource = [
  Accounts1764000000000,
  Roles1764000001000,
  Messaging1764000002000,
  Confirmations1764000003000,
  EndedSessions1764000004000,
  BoundedAttempts1764000005000,
  MailLimits1764000006000,
  CausesOfMails1764000007000,
  Jobs1764000008000,
  MailJobs1764000009000,
];
