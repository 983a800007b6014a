import type { MigrationSource } from '@tandem/persistence';
import { Accounts1764000000000 } from './0001-accounts.js';
import { Roles1764000001000 } from './0002-roles.js';
import { Messaging1764000002000 } from './0003-messaging.js';
import { Confirmations1764000003000 } from './0004-confirmations.js';
import { EndedSessions1764000004000 } from './0005-ended-sessions.js';
import { BoundedAttempts1764000005000 } from './0006-bounded-attempts.js';
import { MailLimits1764000006000 } from './0007-mail-limits.js';
import { CausesOfMails1764000007000 } from './0008-causes-of-mails.js';
import { Jobs1764000008000 } from './0009-jobs.js';
import { MailJobs1764000009000 } from './0010-mail-jobs.js';
import { People1764300000011 } from './0011-people.js';
import { SessionsForWatcher1765200000020 } from './0020-sessions-for-watcher.js';
import { AccountsForStaff1765300000021 } from './0021-accounts-for-staff.js';
import { DeletedAccounts1765300000022 } from './0022-deleted-accounts.js';
import { DeadLetterEnds1765300000144 } from './0023-dead-letter-ends.js';
import { OldestConfirmations1765300000145 } from './0024-oldest-confirmations.js';

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
  People1764300000011,
  SessionsForWatcher1765200000020,
  AccountsForStaff1765300000021,
  DeletedAccounts1765300000022,
  DeadLetterEnds1765300000144,
  OldestConfirmations1765300000145,
];
