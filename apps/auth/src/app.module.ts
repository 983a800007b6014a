import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
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
import { SecurityLogModule } from './security-log/security-log.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { UsersModule } from './users/users.module.js';

/** Auth: who somebody is, and what they may do. */
@Module({})
export class AppModule {
  static forRoot(config: AuthConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'auth',
          applicationName: 'auth',
        }),
        MessagingModule.forRoot({ schema: 'auth', service: 'auth', consumes: [] }),
        AuthModule.forRoot('auth', {
          jwksUrl: config.jwksUrl,
          serviceKeys: config.serviceKeys,
          databaseUrl: config.databaseUrl,
          keySource: { imports: [KeysModule], token: SigningKeys },
        }),
        JobsModule.forRoot({ schema: 'auth', service: 'auth' }),
        MailModule.forRoot({ schema: 'auth', imports: [LettersModule], letters: AuthLetters }),
        SecurityLogModule,
        KeysModule,
        SessionsModule,
        SignInModule,
        ConfirmationsModule,
        UsersModule,
      ],
      providers: [{ provide: AuthConfig, useValue: config }],
      exports: [AuthConfig],
    };
  }
}
