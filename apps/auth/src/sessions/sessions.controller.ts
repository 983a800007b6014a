import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { PageQuery, UuidId } from '@tandem/http';
import { EndOwnSession } from './end-own-session.js';
import { SessionQueries } from './session-queries.js';
import { SessionPage } from './session-view.js';

@ApiTags('auth')
@Controller('api/v1/auth/sessions')
@Authenticated()
export class SessionsController {
  constructor(
    private readonly sessions: SessionQueries,
    private readonly endOwnSession: EndOwnSession,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the caller’s sessions, newest first' })
  @ApiOkResponse({ type: SessionPage })
  async listSessions(
    @CurrentUser() user: AuthUser,
    @Query() query: PageQuery,
  ): Promise<SessionPage> {
    await this.sessions.assertOpen(user);
    return this.sessions.list(user, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of the caller’s sessions' })
  @ApiNoContentResponse()
  async endSession(@CurrentUser() user: AuthUser, @UuidId() id: string): Promise<void> {
    await this.sessions.assertOpen(user);
    await this.endOwnSession.end(user, id);
  }
}
