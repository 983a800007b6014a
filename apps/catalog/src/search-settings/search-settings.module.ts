import { Module } from '@nestjs/common';
import { ChooseLanguages } from './choose-languages.js';
import { EditSynonyms } from './edit-synonyms.js';
import { SearchMisses } from './search-misses.js';
import { SearchSettingsController } from './search-settings.controller.js';
import { SynonymController } from './synonym.controller.js';

@Module({
  controllers: [SynonymController, SearchSettingsController],
  providers: [EditSynonyms, ChooseLanguages, SearchMisses],
})
export class SearchSettingsModule {}
