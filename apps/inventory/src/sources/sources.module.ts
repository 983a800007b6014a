import { Module } from '@nestjs/common';
import { ApplyFigures } from './apply-figures.js';
import { FiguresConsumer } from './figures.consumer.js';
import { LinksConsumer } from './links.consumer.js';
import { NumberSales } from './number-sales.js';
import { PurchasesConsumer } from './purchases.consumer.js';

@Module({
  controllers: [FiguresConsumer, LinksConsumer, PurchasesConsumer],
  providers: [ApplyFigures, NumberSales],
})
export class SourcesModule {}
