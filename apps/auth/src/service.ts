import { AuthModule } from '@tandem/auth-client';
import { loadSettings, readEnv } from '@tandem/config';
import type { Env } from '@tandem/config';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MailModule } from '@tandem/mail';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { AuthConfig } from './config.js';
import { AuthLetters } from './confirmations/auth-letters.js';
import { ConfirmationsModule } from './confirmations/confirmations.module.js';
import { LettersModule } from './confirmations/letters.module.js';
import { KeysModule } from './keys/keys.module.js';
import { SigningKeys } from './keys/signing-keys.js';
import { RolesModule } from './roles/roles.module.js';
import { SecurityLogModule } from './security-log/security-log.module.js';
import { SEED_SETTINGS, seedUsers } from './seed.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { UsersModule } from './users/users.module.js';

export { migrations } from './migrations/all.js';

/** Auth: who somebody is, and what they may do. */
export const service = defineService({
  name: 'auth',
  title: 'Tandem auth',
  config: AuthConfig,
  uses: [
    PersistenceModule.forService(),
    FlagsModule.forService(),
    MessagingModule.forService(),
    AuthModule.forService({ imports: [KeysModule], token: SigningKeys }),
    JobsModule.forService(),
    MailModule.forService({ imports: [LettersModule], letters: AuthLetters }),
  ],
  modules: [
    SecurityLogModule,
    KeysModule,
    SessionsModule,
    SignInModule,
    ConfirmationsModule,
    UsersModule,
    RolesModule,
  ],
  onStart: (app) => app.get(SigningKeys).start(),
});

/** Makes the first users; see the README. Both settings go before the process environment. */
export async function seed(context: { env?: Env; databaseUrl?: string } = {}): Promise<void> {
  const address = context.databaseUrl ? { AUTH_DATABASE_URL: context.databaseUrl } : {};
  await seedUsers(
    loadSettings(AuthConfig, SEED_SETTINGS, { ...readEnv(), ...context.env, ...address }),
  );
}
