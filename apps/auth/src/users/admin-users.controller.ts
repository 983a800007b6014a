import { Body, Controller, Get, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentUser, RequirePermission } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { UuidId, expectedVersion } from '@tandem/http';
import { SessionQueries } from '../sessions/session-queries.js';
import { ChangeRoles } from './change-roles.js';
import { RolesBody, UserPage, UsersQuery } from './users.dto.js';
import { UserQueries } from './user-queries.js';
import { UserView } from './user-view.js';

@ApiTags('admin: users')
@Controller('api/v1/admin/users')
export class AdminUsersController {
  constructor(
    private readonly users: UserQueries,
    private readonly changeRoles: ChangeRoles,
    private readonly sessions: SessionQueries,
  ) {}

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({ summary: 'Lists all accounts, newest first' })
  @ApiOkResponse({ type: UserPage })
  listUsers(@Query() query: UsersQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One account' })
  @RequirePermission('users:read')
  @ApiOkResponse({ type: UserView })
  getUser(@UuidId() id: string): Promise<UserView> {
    return this.users.get(id);
  }

  @Put(':id/roles')
  @RequirePermission('users:write')
  @ApiOperation({ summary: 'Replaces the roles of a user; losing a role ends their sessions' })
  @ApiOkResponse({ type: UserView })
  async replaceRoles(
    @UuidId() id: string,
    @Body() body: RolesBody,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<UserView> {
    // Handing out rights is worth a look at the database: a token outlives its session by minutes.
    await this.sessions.assertOpen(user);
    const version = expectedVersion(body.version, request);
    return this.changeRoles.change({
      userId: id,
      roles: body.roles,
      version,
      changedBy: user.id,
    });
  }
}
