import { Module } from '@nestjs/common';
import { CatalogConfig } from '../config.js';
import { PreviewController } from './preview.controller.js';
import { PreviewTokens } from './preview-tokens.js';
import { ReadPreview } from './read-preview.js';

@Module({
  controllers: [PreviewController],
  providers: [
    ReadPreview,
    {
      provide: PreviewTokens,
      useFactory: (config: CatalogConfig) => new PreviewTokens(config.confirmSecret),
      inject: [CatalogConfig],
    },
  ],
})
export class PreviewModule {}
