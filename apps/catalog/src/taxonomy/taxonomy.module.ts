import { Module } from '@nestjs/common';
import { TaxonomyController } from './taxonomy.controller.js';
import { Taxonomy } from './taxonomy.js';

@Module({ controllers: [TaxonomyController], providers: [Taxonomy] })
export class TaxonomyModule {}
