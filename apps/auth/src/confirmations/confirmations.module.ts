import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ConfirmEmail } from './confirm-email.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { IssueConfirmation } from './issue-confirmation.js';
import { ResendConfirmation } from './resend-confirmation.js';

@Module({
  imports: [LimitsModule, SessionsModule],
  controllers: [ConfirmationsController],
  providers: [ConfirmEmail, IssueConfirmation, ResendConfirmation],
  exports: [IssueConfirmation],
})
export class ConfirmationsModule {}
