import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { SessionQueries } from '../sessions/session-queries.js';
import { UserQueries } from './user-queries.js';
import { UserView } from './user-view.js';

@ApiTags('auth')
@Controller('api/v1/auth/me')
@Authenticated()
export class MeController {
  constructor(
    private readonly users: UserQueries,
    private readonly sessions: SessionQueries,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Returns the caller with current roles and permissions' })
  @ApiOkResponse({ type: UserView })
  async me(@CurrentUser() user: AuthUser): Promise<UserView> {
    await this.sessions.assertOpen(user);
    return this.users.get(user.id);
  }
}
