import { Body, Controller, Get, Param, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentUser, RequirePermission } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { expectedVersion } from '@tandem/http';
import { SessionQueries } from '../sessions/session-queries.js';
import { ChangePermissions } from './change-permissions.js';
import { RoleQueries } from './role-queries.js';
import { PermissionsBody, RoleList, RoleView } from './roles.dto.js';

@ApiTags('admin: users')
@Controller('api/v1/admin/roles')
export class AdminRolesController {
  constructor(
    private readonly roles: RoleQueries,
    private readonly changePermissions: ChangePermissions,
    private readonly sessions: SessionQueries,
  ) {}

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({ summary: 'Lists all roles' })
  @ApiOkResponse({ type: RoleList })
  listRoles(): Promise<RoleList> {
    return this.roles.list();
  }

  @Get(':name')
  @RequirePermission('users:read')
  @ApiOperation({ summary: 'One role' })
  @ApiOkResponse({ type: RoleView })
  getRole(@Param('name') name: string): Promise<RoleView> {
    return this.roles.get(name);
  }

  @Put(':name/permissions')
  @RequirePermission('users:write')
  @ApiOperation({
    summary: 'Replaces the permissions of a role; losing one ends the sessions of who has the role',
    description: '409 `fixed_role` for that of administrators and that of customers.',
  })
  @ApiOkResponse({ type: RoleView })
  async replacePermissions(
    @Param('name') name: string,
    @Body() body: PermissionsBody,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<RoleView> {
    await this.sessions.assertOpen(user);
    const version = expectedVersion(body.version, request);
    const { permissions } = body;
    return this.changePermissions.change({ role: name, permissions, version, changedBy: user.id });
  }
}
