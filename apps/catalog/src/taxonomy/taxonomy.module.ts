import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { AdminCategoryController } from './admin-category.controller.js';
import { CategoryTree } from './category-tree.js';
import { CloseCategory } from './close-category.js';
import { EditCategory } from './edit-category.js';
import { FollowCategory } from './follow-category.js';
import { TaxonomyController } from './taxonomy.controller.js';
import { Taxonomy } from './taxonomy.js';
import { AdminGenreController, AdminPlatformController } from './terms/admin-term.controller.js';
import { CloseTerm } from './terms/close-term.js';
import { EditTerm } from './terms/edit-term.js';
import { FollowTerm } from './terms/follow-term.js';
import { TermVocabulary } from './terms/term-vocabulary.js';

@Module({
  imports: [ContentModule],
  controllers: [
    TaxonomyController,
    AdminCategoryController,
    AdminGenreController,
    AdminPlatformController,
  ],
  providers: [
    Taxonomy,
    CategoryTree,
    EditCategory,
    CloseCategory,
    FollowCategory,
    TermVocabulary,
    EditTerm,
    CloseTerm,
    FollowTerm,
  ],
  exports: [Taxonomy],
})
export class TaxonomyModule {}
