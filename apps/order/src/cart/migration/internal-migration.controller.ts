import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { GuestCookie } from '../guests/guest-cookie.js';
import { MigrateGuest } from './migrate-guest.js';
import { MigrateBody, MigrationView } from './migration.dto.js';

@ApiTags('internal')
@Controller('internal/carts/migrate')
@Priority('critical')
@CalledBy('auth')
export class InternalMigrationController {
  constructor(
    private readonly migration: MigrateGuest,
    private readonly cookie: GuestCookie,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'After a sign-in: moves the guest’s cart and wishlist, once' })
  @ApiOkResponse({ type: MigrationView })
  migrate(@Body() { user_id, guest_token }: MigrateBody): Promise<MigrationView> {
    return this.migration.migrate(this.cookie.guestOf(guest_token), user_id.toLowerCase());
  }
}
