import { Module } from '@nestjs/common';
import { ConfirmationsModule } from '../confirmations/confirmations.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { IssueTokens } from './issue-tokens.js';
import { LogIn } from './log-in.js';
import { LogOut } from './log-out.js';
import { MigrateGuest } from './migrate-guest.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokens } from './refresh-tokens.js';
import { RegisterUser } from './register-user.js';
import { SignInController } from './sign-in.controller.js';

@Module({
  imports: [ConfirmationsModule, KeysModule, LimitsModule, PasswordsModule, SessionsModule],
  controllers: [SignInController],
  providers: [RegisterUser, LogIn, LogOut, RefreshTokens, IssueTokens, RefreshCookie, MigrateGuest],
})
export class SignInModule {}
