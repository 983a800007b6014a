import { Module } from '@nestjs/common';
import { SavedFiltersController } from './saved-filters.controller.js';
import { SavedFiltersStore } from './saved-filters.js';

@Module({ controllers: [SavedFiltersController], providers: [SavedFiltersStore] })
export class SavedFiltersModule {}
