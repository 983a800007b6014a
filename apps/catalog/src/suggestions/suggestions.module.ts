import { Module } from '@nestjs/common';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { SearchSuggestions } from './search-suggestions.js';
import { SuggestionsController } from './suggestions.controller.js';

@Module({
  imports: [TaxonomyModule],
  controllers: [SuggestionsController],
  providers: [SearchSuggestions],
})
export class SuggestionsModule {}
