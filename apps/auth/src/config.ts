import { IsInt, IsString, Max, Min, MinLength, ValidateIf } from 'class-validator';
import { configOf, ServiceKey, ServiceUrl, Setting } from '@tandem/config';
import { MailConfig } from '@tandem/mail';

/** The settings of the auth service. */
export class AuthConfig extends configOf('auth', { base: MailConfig }) {
  @ServiceKey('auth')
  serviceKey!: string;

  @ServiceUrl('order')
  orderUrl!: string;

  @Setting({
    env: 'AUTH_CONFIRMATION_HOURS',
    doc: 'Hours for which the link that confirms an e-mail address works.',
    default: 48,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  confirmationHours!: number;

  @Setting({
    env: 'AUTH_KEY_ENCRYPTION_SECRET',
    doc: 'Encrypts the signing keys in the database and makes the links of mails; at least 32 characters, the same for every instance.',
    secret: true,
  })
  @MinLength(32)
  keyEncryptionSecret!: string;

  @Setting({
    env: 'AUTH_KEY_ROTATION_DAYS',
    doc: 'Age at which a signing key is replaced.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  keyRotationDays!: number;

  @Setting({ env: 'AUTH_ACCESS_TOKEN_SECONDS', doc: 'Life of an access token.', default: 900 })
  @IsInt()
  @Min(30)
  @Max(3_600)
  accessTokenSeconds!: number;

  @Setting({
    env: 'AUTH_SESSION_IDLE_HOURS',
    doc: 'A session unused for this long ends.',
    default: 168,
  })
  @IsInt()
  @Min(1)
  sessionIdleHours!: number;

  @Setting({
    env: 'AUTH_SESSION_MAX_DAYS',
    doc: 'A session ends after this long, used or not.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  sessionMaxDays!: number;

  @Setting({
    env: 'AUTH_SESSIONS_PER_USER',
    doc: 'Sessions one person may have at once; a sign-in beyond it ends the one unused the longest.',
    default: 20,
  })
  @IsInt()
  @Min(1)
  sessionsPerUser!: number;

  @Setting({
    env: 'AUTH_REFRESH_GRACE_MS',
    doc: 'Milliseconds in which a replaced refresh token still works if its successor is unused; 0: only for requests that were under way together.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(60_000)
  refreshGraceMs!: number;

  @Setting({
    env: 'AUTH_LIMIT_WINDOW_SECONDS',
    doc: 'Window of the limits below.',
    default: 900,
  })
  @IsInt()
  @Min(1)
  limitWindowSeconds!: number;

  @Setting({
    env: 'AUTH_LOGIN_FAILURES',
    doc: 'Failed sign-ins to one account from one address in a window; 0: 5 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  loginFailures!: number;

  @Setting({
    env: 'AUTH_LOGIN_FAILURES_PER_ADDRESS',
    doc: 'Failed sign-ins from one address in a window; 0: 50 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  loginFailuresPerAddress!: number;

  @Setting({
    env: 'AUTH_LOGIN_FAILURES_PER_ACCOUNT',
    doc: 'Failed sign-ins to one account from anywhere in a window, after which each attempt on it waits two seconds; 0: 20 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  loginFailuresPerAccount!: number;

  @Setting({
    env: 'AUTH_REGISTRATIONS_PER_ADDRESS',
    doc: 'Registrations from one address in a window; 0: 20 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  registrationsPerAddress!: number;

  @Setting({
    env: 'AUTH_CONFIRMATIONS_PER_USER',
    doc: 'Further confirmation mails one person may ask for in a window; 0: 3 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  confirmationsPerUser!: number;

  @Setting({
    env: 'AUTH_ARGON2_MEMORY_KIB',
    doc: 'argon2id memory of one password hash.',
    default: 19_456,
  })
  @IsInt()
  @Min(1_024)
  argon2MemoryKib!: number;

  @Setting({ env: 'AUTH_ARGON2_PASSES', doc: 'argon2id passes of one password hash.', default: 2 })
  @IsInt()
  @Min(1)
  argon2Passes!: number;

  @Setting({
    env: 'AUTH_HASHES_AT_ONCE',
    doc: 'Password hashes one instance computes at once.',
    default: 2,
  })
  @IsInt()
  @Min(1)
  @Max(64)
  hashesAtOnce!: number;

  @Setting({
    env: 'AUTH_HASHES_WAITING',
    doc: 'Password hashes that may wait; who comes then is asked to come again (503).',
    default: 100,
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  hashesWaiting!: number;

  @Setting({
    env: 'AUTH_ENDED_SESSION_DAYS',
    doc: 'Days that a session, its refresh tokens and the link of a confirmation stay on record after their end, so that a later use can be explained.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  endedSessionDays!: number;

  @Setting({
    env: 'AUTH_SECURITY_LOG_DAYS',
    doc: 'Days an entry of the security log is kept.',
    default: 365,
  })
  @IsInt()
  @Min(30)
  @Max(3_650)
  securityLogDays!: number;

  @Setting({
    env: 'AUTH_FIRST_ADMIN_EMAIL',
    doc: 'Production only: the first admin, made when there is none.',
    default: '',
  })
  @IsString()
  firstAdminEmail!: string;

  @Setting({
    env: 'AUTH_FIRST_ADMIN_PASSWORD',
    doc: 'The first admin’s password; change it after the first sign-in.',
    default: '',
    secret: true,
  })
  @ValidateIf((config: AuthConfig) => config.firstAdminEmail !== '')
  @MinLength(10)
  firstAdminPassword!: string;
}
