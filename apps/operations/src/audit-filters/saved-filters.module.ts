import { Module } from '@nestjs/common';
import { DeletedAccountsConsumer } from './deleted-accounts.consumer.js';
import { SavedFiltersController } from './saved-filters.controller.js';
import { SavedFiltersStore } from './saved-filters.js';

@Module({
  controllers: [SavedFiltersController, DeletedAccountsConsumer],
  providers: [SavedFiltersStore],
})
export class SavedFiltersModule {}
