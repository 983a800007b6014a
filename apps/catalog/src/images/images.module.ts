import { Module, type OnModuleDestroy, Inject } from '@nestjs/common';
import { CatalogConfig } from '../config.js';
import { BLOB_STORE, type BlobStore } from './blob-store.js';
import { ImageController } from './image.controller.js';
import { ImageHousekeeping } from './image-housekeeping.js';
import { ImageStore } from './image-store.js';
import { KeepPictures } from './keep-pictures.js';

@Module({
  controllers: [ImageController],
  providers: [
    ImageStore,
    ImageHousekeeping,
    KeepPictures,
    {
      provide: BLOB_STORE,
      // The client of a bucket is loaded where there is one.
      useFactory: async (config: CatalogConfig): Promise<BlobStore | null> =>
        config.s3Bucket === '' ? null : new (await import('./s3-blobs.js')).S3Blobs(config),
      inject: [CatalogConfig],
    },
  ],
  exports: [ImageStore],
})
export class ImagesModule implements OnModuleDestroy {
  constructor(@Inject(BLOB_STORE) private readonly blobs: BlobStore | null) {}

  onModuleDestroy(): void {
    this.blobs?.close();
  }
}
