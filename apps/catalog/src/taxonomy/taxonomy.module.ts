import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { AdminCategoryController } from './admin-category.controller.js';
import { CategoryTree } from './category-tree.js';
import { CloseCategory } from './close-category.js';
import { EditCategory } from './edit-category.js';
import { FollowCategory } from './follow-category.js';
import { TaxonomyController } from './taxonomy.controller.js';
import { Taxonomy } from './taxonomy.js';

@Module({
  imports: [ContentModule],
  controllers: [TaxonomyController, AdminCategoryController],
  providers: [Taxonomy, CategoryTree, EditCategory, CloseCategory, FollowCategory],
})
export class TaxonomyModule {}
