import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiBearerAuth,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '@tandem/auth-client';
import { DomainError } from '@tandem/kernel';
import { Priority } from '@tandem/http';
import { LoginBody, RegisterBody, SignedInView, TokenView } from './sign-in.dto.js';
import type { SignedIn } from './issue-tokens.js';
import { LogIn } from './log-in.js';
import { LogOut } from './log-out.js';
import { MigrateGuest } from './migrate-guest.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokens } from './refresh-tokens.js';
import { RegisterUser } from './register-user.js';

@ApiTags('auth')
@Controller('api/v1/auth')
@Priority('critical')
@Public()
export class SignInController {
  constructor(
    private readonly registerUser: RegisterUser,
    private readonly logIn: LogIn,
    private readonly refreshTokens: RefreshTokens,
    private readonly logOut: LogOut,
    private readonly cookie: RefreshCookie,
    private readonly migrateGuest: MigrateGuest,
  ) {}

  @Post('register')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Creates an account and signs in; the refresh token is set in an HttpOnly cookie',
  })
  @ApiCreatedResponse({ type: SignedInView })
  async register(
    @Body() body: RegisterBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    return this.welcome(await this.registerUser.register(body), request, reply);
  }

  @Post('login')
  @Header('cache-control', 'no-store')
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in; the refresh token is set in an HttpOnly cookie' })
  @ApiOkResponse({ type: SignedInView })
  async login(
    @Body() body: LoginBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    return this.welcome(await this.logIn.withPassword(body), request, reply);
  }

  @Post('refresh')
  @ApiSecurity('refresh')
  @Header('cache-control', 'no-store')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exchanges the refresh cookie for a new one; reusing an old cookie ends the session',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A client repeats the same key when the response was lost. Such a repeat does not count as reuse of the token.',
  })
  @ApiOkResponse({ type: TokenView })
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView> {
    const arrivedAt = new Date();
    const attempt = request.headers['idempotency-key'];
    const token = this.cookie.read(request);
    try {
      const signedIn = await this.refreshTokens.refresh({
        token,
        attempt: [attempt].flat()[0],
        arrivedAt,
      });
      this.cookie.set(request, reply, signedIn.refreshToken, signedIn.expiresAt);
      return signedIn.view;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated')
        this.cookie.clear(request, reply);
      throw error;
    }
  }

  @Post('logout')
  @ApiSecurity('refresh')
  @ApiBearerAuth('bearer')
  @ApiSecurity({})
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends the session of the refresh cookie, or else of the access token' })
  @ApiNoContentResponse()
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.logOut.endSession(this.cookie.read(request), request);
    this.cookie.clear(request, reply);
  }

  private async welcome(
    signedIn: SignedIn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignedInView> {
    this.cookie.set(request, reply, signedIn.refreshToken, signedIn.expiresAt);
    const migration = await this.migrateGuest.migrate(request, signedIn.view.user.id);
    return { ...signedIn.view, migration };
  }
}
