import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AdminRolesController } from './admin-roles.controller.js';
import { ChangePermissions } from './change-permissions.js';
import { RoleQueries } from './role-queries.js';

@Module({
  imports: [SessionsModule],
  controllers: [AdminRolesController],
  providers: [RoleQueries, ChangePermissions],
})
export class RolesModule {}
