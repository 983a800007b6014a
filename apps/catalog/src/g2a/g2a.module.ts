import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ImagesModule } from '../images/images.module.js';
import { ApplyProducts } from './apply-products.js';
import { FieldOwnerController } from './field-owner.controller.js';
import { PictureFetcher } from './picture-fetcher.js';
import { ProductConsumer } from './product.consumer.js';
import { RefusedProductsFileController } from './refused-products-file.controller.js';
import { RefusedProductsController } from './refused-products.controller.js';
import { RefusedProductQueries } from './refused-products.queries.js';
import { ReleaseField } from './release-field.js';
import { RetryProduct } from './retry-product.js';

@Module({
  imports: [ContentModule, ImagesModule],
  controllers: [
    ProductConsumer,
    FieldOwnerController,
    RefusedProductsController,
    RefusedProductsFileController,
  ],
  providers: [ApplyProducts, PictureFetcher, RefusedProductQueries, ReleaseField, RetryProduct],
})
export class G2aModule {}
