import { Module } from '@nestjs/common';
import { EditSynonyms } from './edit-synonyms.js';
import { SynonymController } from './synonym.controller.js';

@Module({
  controllers: [SynonymController],
  providers: [EditSynonyms],
})
export class SearchSettingsModule {}
