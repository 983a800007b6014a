import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { UserFilterQuery } from './users.dto.js';
import { UserQueries } from './user-queries.js';
import type { AccountView } from './user-view.js';

const COLUMNS: FileColumns<AccountView> = {
  id: ({ id }) => id,
  email: ({ email }) => email,
  email_confirmed: ({ email_confirmed }) => email_confirmed,
  display_name: ({ display_name }) => display_name,
  roles: ({ roles }) => roles.join(' | '),
  permissions: ({ permissions }) => permissions.join(' | '),
  deactivated_at: ({ deactivated_at }) => deactivated_at,
  created_at: ({ created_at }) => created_at,
};

/** Accounts as a file. */
@ApiTags('admin: users')
@Controller('api/v1/admin')
@Priority('deferrable')
export class UsersFileController {
  constructor(private readonly users: UserQueries) {}

  @Get('users.csv')
  @RequirePermission('users:read')
  @AnswersListFile('The accounts that the filters leave as CSV, newest first')
  exportUsers(@Query() query: UserFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.users.list({ ...query, ...place }));
    return csvFile('users', COLUMNS, pages);
  }
}
