import { workerData } from 'node:worker_threads';
import { Module } from '@nestjs/common';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS } from '@tandem/contracts';
import { defineService, openContext } from '@tandem/http';
import { JobQueueModule, serveJobs } from '@tandem/jobs';
import { PersistenceModule } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { ContentWriter } from '../content/content-writer.js';
import { ShelvesModule } from '../shelves/shelves.module.js';
import { ApplyRows } from './apply-rows.js';
import { JudgeRows } from './judge-rows.js';
import { ProcessImport } from './process-import.js';
import { SendStock } from './send-stock.js';

@Module({
  imports: [ShelvesModule],
  providers: [ProcessImport, ApplyRows, ContentWriter, JudgeRows, SendStock],
})
class ImportThreadModule {}

/** One writes, one reads ahead in the file, and one is to spare. */
const CONNECTIONS = 3;

const thread = defineService({
  name: 'catalog',
  title: 'Tandem catalog, imports',
  config: CatalogConfig,
  uses: [
    PersistenceModule.forService({ poolSize: CONNECTIONS }),
    CacheModule.forService(READ_MODELS),
    JobQueueModule.forThread(),
  ],
  modules: [ImportThreadModule],
});

const config = Object.assign(new CatalogConfig(), workerData as CatalogConfig);
const context = await openContext(thread, config);
const imports = context.get(ProcessImport);
serveJobs<{ import_id: string }>({
  name: 'import parts in a thread',
  handle: (payload, job) => imports.process(payload, job),
  close: () => context.close(),
});
