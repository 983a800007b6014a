import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ApplyProducts } from './apply-products.js';
import { FieldOwnerController } from './field-owner.controller.js';
import { PictureFetcher } from './picture-fetcher.js';
import { ProductConsumer } from './product.consumer.js';
import { ReleaseField } from './release-field.js';

@Module({
  imports: [ContentModule],
  controllers: [ProductConsumer, FieldOwnerController],
  providers: [ApplyProducts, PictureFetcher, ReleaseField],
})
export class G2aModule {}
