import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser, Public } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { SessionQueries } from '../sessions/session-queries.js';
import { ConfirmEmail } from './confirm-email.js';
import { ConfirmEmailBody, EmailConfirmedView } from './confirmations.dto.js';
import { ResendConfirmation } from './resend-confirmation.js';

@ApiTags('auth')
@Controller('api/v1/auth/confirm-email')
export class ConfirmationsController {
  constructor(
    private readonly confirmEmail: ConfirmEmail,
    private readonly resendConfirmation: ResendConfirmation,
    private readonly sessions: SessionQueries,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Confirms an e-mail address with the token of the mail, once',
    description:
      '404 `confirmation_unknown`, 409 `confirmation_used`, 410 `confirmation_expired`. Whoever holds the token may, signed in or not.',
  })
  @ApiOkResponse({ type: EmailConfirmedView })
  async confirm(@Body() { token }: ConfirmEmailBody): Promise<EmailConfirmedView> {
    await this.confirmEmail.confirm(token);
    return { email_confirmed: true };
  }

  @Post('resend')
  @Authenticated()
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Sends the signed-in user another confirmation e-mail',
    description: '409 `already_confirmed`, 429 `rate_limited`.',
  })
  @ApiAcceptedResponse({ description: 'The mail will be sent.' })
  async again(@CurrentUser() user: AuthUser): Promise<void> {
    await this.sessions.assertOpen(user);
    await this.resendConfirmation.resend(user.id);
  }
}
