import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ApplyProducts } from './apply-products.js';
import { PictureFetcher } from './picture-fetcher.js';
import { ProductConsumer } from './product.consumer.js';

@Module({
  imports: [ContentModule],
  controllers: [ProductConsumer],
  providers: [ApplyProducts, PictureFetcher],
})
export class G2aModule {}
