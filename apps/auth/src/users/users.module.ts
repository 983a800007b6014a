import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AdminUsersController } from './admin-users.controller.js';
import { ChangeRoles } from './change-roles.js';
import { CustomerStanding } from './customer-standing.js';
import { DeactivateAccount } from './deactivate-account.js';
import { DeleteAccount } from './delete-account.js';
import { InternalUsersController } from './internal-users.controller.js';
import { MeController } from './me.controller.js';
import { SignOutEverywhere } from './sign-out-everywhere.js';
import { UserQueries } from './user-queries.js';
import { UsersFileController } from './users-file.controller.js';

@Module({
  imports: [SessionsModule],
  controllers: [MeController, AdminUsersController, UsersFileController, InternalUsersController],
  providers: [
    UserQueries,
    ChangeRoles,
    CustomerStanding,
    DeactivateAccount,
    DeleteAccount,
    SignOutEverywhere,
  ],
})
export class UsersModule {}
