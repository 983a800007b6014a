import { Module } from '@nestjs/common';
import { CatalogConfig } from '../config.js';
import { ImagesModule } from '../images/images.module.js';
import { AdminImageController } from './admin-image.controller.js';
import { AdminList } from './admin-list.js';
import { AdminPartController } from './admin-part.controller.js';
import { AdminVersionController } from './admin-version.controller.js';
import { ConfirmTokens } from './confirm-token.js';
import { ContentVersions } from './content-versions.js';
import { ContentWriter } from './content-writer.js';
import { DeletePart } from './delete-part.js';
import { EditImages } from './edit-images.js';
import { EditPart } from './edit-part.js';
import { RepeatPlanned } from './repeat-planned.js';
import { SwitchPrices } from './switch-prices.js';
import { EditParts } from './edit-parts.js';
import { PriceHistory } from './price-history.js';
import { PriceHistoryController } from './price-history.controller.js';

@Module({
  imports: [ImagesModule],
  controllers: [
    AdminPartController,
    AdminImageController,
    AdminVersionController,
    PriceHistoryController,
  ],
  providers: [
    ContentWriter,
    EditPart,
    EditParts,
    EditImages,
    DeletePart,
    ContentVersions,
    SwitchPrices,
    RepeatPlanned,
    PriceHistory,
    AdminList,
    {
      provide: ConfirmTokens,
      useFactory: (config: CatalogConfig) => new ConfirmTokens(config.confirmSecret),
      inject: [CatalogConfig],
    },
  ],
  exports: [ContentWriter, EditParts],
})
export class ContentModule {}
