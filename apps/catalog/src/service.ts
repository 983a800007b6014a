import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, affectedByPartChange, G2aProductUpserted } from '@tandem/contracts';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { BulkModule } from './bulk/bulk.module.js';
import { CatalogConfig } from './config.js';
import { ContentModule } from './content/content.module.js';
import { HistoryModule } from './history/history.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { G2aModule } from './g2a/g2a.module.js';
import { OfferedContentModule } from './g2a/offered-content.module.js';
import { ImagesModule } from './images/images.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { PartsModule } from './parts/parts.module.js';
import { PreviewModule } from './preview/preview.module.js';
import { RepairsModule } from './repairs/repairs.module.js';
import { SuggestionsModule } from './suggestions/suggestions.module.js';
import { SearchSettingsModule } from './search-settings/search-settings.module.js';
import { TaxonomyModule } from './taxonomy/taxonomy.module.js';
import { WarmingModule } from './warming/warming.module.js';

export { CatalogConfig } from './config.js';
export { snapshot } from './content/publish-parts.js';
export { migrations } from './migrations/all.js';
export { seed } from './seed/seed.js';

/** Catalog: what the shop sells, what it looks like and what it costs. */
export const service = defineService({
  name: 'catalog',
  title: 'Tandem catalog',
  config: CatalogConfig,
  consumes: [G2aProductUpserted.topic],
  uses: [
    AuthModule.forService(),
    PersistenceModule.forService(),
    FlagsModule.forService(),
    CacheModule.forService({ ...READ_MODELS, affected: affectedByPartChange }),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [
    OfferedContentModule,
    PartsModule,
    TaxonomyModule,
    SuggestionsModule,
    ImagesModule,
    ContentModule,
    HistoryModule,
    PreviewModule,
    G2aModule,
    RepairsModule,
    ImportsModule,
    ExportsModule,
    BulkModule,
    WarmingModule,
    SearchSettingsModule,
  ],
});
