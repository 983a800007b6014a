import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentUser, RequirePermission } from '@tandem/auth-client';
import type { AuthUser } from '@tandem/auth-client';
import { IfMatch, PageQuery, Priority, UuidId, expectedVersion } from '@tandem/http';
import { SessionQueries } from '../sessions/session-queries.js';
import { SessionPage } from '../sessions/session-view.js';
import { ChangeRoles } from './change-roles.js';
import { DeactivateAccount } from './deactivate-account.js';
import { DeleteAccount } from './delete-account.js';
import type { AccountChange } from './lock-account.js';
import { SignOutEverywhere } from './sign-out-everywhere.js';
import { DeletionQuery, RolesBody, UserPage, UsersQuery, VersionBody } from './users.dto.js';
import { UserQueries } from './user-queries.js';
import { AccountView } from './user-view.js';

@ApiTags('admin: users')
@Controller('api/v1/admin/users')
export class AdminUsersController {
  constructor(
    private readonly users: UserQueries,
    private readonly changeRoles: ChangeRoles,
    private readonly deactivateAccount: DeactivateAccount,
    private readonly deleteAccount: DeleteAccount,
    private readonly signOutEverywhere: SignOutEverywhere,
    private readonly sessions: SessionQueries,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('users:read')
  @ApiOperation({
    summary: 'Lists accounts, newest first',
    description: 'A page may have fewer items than asked for, or none, and a next one.',
  })
  @ApiOkResponse({ type: UserPage })
  listUsers(@Query() query: UsersQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One account' })
  @RequirePermission('users:read')
  @ApiOkResponse({ type: AccountView })
  getUser(@UuidId() id: string): Promise<AccountView> {
    return this.users.account(id);
  }

  @Put(':id/roles')
  @RequirePermission('users:write')
  @ApiOperation({ summary: 'Replaces the roles of a user; losing a role ends their sessions' })
  @ApiOkResponse({ type: AccountView })
  async replaceRoles(
    @UuidId() id: string,
    @Body() body: RolesBody,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    const change = await this.changeOf(id, body, user, request);
    return this.changeRoles.change({ ...change, roles: body.roles });
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({
    summary: 'Takes an account out of use and ends its sessions',
    description: '409 `own_account` for one’s own, `last_admin` for the only administrator.',
  })
  @ApiBody({ type: VersionBody, required: false })
  @ApiOkResponse({ type: AccountView })
  async deactivate(
    @UuidId() id: string,
    @Body() body: VersionBody,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    return this.deactivateAccount.deactivate(await this.changeOf(id, body, user, request));
  }

  @Post(':id/reactivate')
  @HttpCode(200)
  @RequirePermission('users:write')
  @ApiOperation({ summary: 'Puts an account back into use' })
  @ApiBody({ type: VersionBody, required: false })
  @ApiOkResponse({ type: AccountView })
  async reactivate(
    @UuidId() id: string,
    @Body() body: VersionBody,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<AccountView> {
    return this.deactivateAccount.reactivate(await this.changeOf(id, body, user, request));
  }

  @Delete(':id')
  @IfMatch()
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({
    summary: 'Deletes a deactivated account for ever',
    description:
      'Address, name, roles, sessions, cart, wishlist and notices are gone; orders, ledger and audit keep an id that leads to nobody. 409 `account_in_use`, `account_owed`, `wallet_not_empty` (with `balances`), `own_account`, `last_admin`.',
  })
  @ApiNoContentResponse()
  async delete(
    @UuidId() id: string,
    @Query() { wallet }: DeletionQuery,
    @CurrentUser() user: AuthUser,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const change = await this.changeOf(id, {}, user, request);
    await this.deleteAccount.delete({ ...change, isWalletSettled: wallet === 'settled' });
  }

  @Get(':id/sessions')
  @RequirePermission('users:read')
  @ApiOperation({ summary: 'Where a person is signed in, newest first' })
  @ApiOkResponse({ type: SessionPage })
  listSessions(
    @UuidId() id: string,
    @Query() query: PageQuery,
    @CurrentUser() { sessionId }: AuthUser,
  ): Promise<SessionPage> {
    return this.sessions.list({ id, sessionId }, query);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({ summary: 'Signs a person out everywhere' })
  @ApiNoContentResponse()
  async endSessions(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<void> {
    await this.sessions.assertOpen(user);
    await this.signOutEverywhere.signOut(id, user.id);
  }

  /** Handing out rights is worth a look at the database: a token outlives its session by minutes. */
  private async changeOf(
    userId: string,
    body: VersionBody,
    user: AuthUser,
    request: FastifyRequest,
  ): Promise<AccountChange> {
    await this.sessions.assertOpen(user);
    return { userId, version: expectedVersion(body.version, request), changedBy: user.id };
  }
}
