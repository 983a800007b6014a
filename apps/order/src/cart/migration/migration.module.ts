import { Module } from '@nestjs/common';
import { CartsModule } from '../carts/carts.module.js';
import { GuestsModule } from '../guests/guests.module.js';
import { InternalMigrationController } from './internal-migration.controller.js';
import { MigrateGuest } from './migrate-guest.js';
import { MigrationController } from './migration.controller.js';

@Module({
  imports: [GuestsModule, CartsModule],
  controllers: [MigrationController, InternalMigrationController],
  providers: [MigrateGuest],
})
export class MigrationModule {}
