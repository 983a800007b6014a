import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { HandlesJob, Jobs, JobThread, type RunningJob } from '@tandem/jobs';
import { CatalogConfig } from '../config.js';
import { ImportParts } from './import-jobs.js';
import { ProcessImport } from './process-import.js';

/** Has an import done in a thread of its own, so that shoppers have this one for themselves. */
@Injectable()
export class RunImport implements OnApplicationShutdown {
  private readonly thread: JobThread | undefined;

  constructor(
    private readonly here: ProcessImport,
    cache: VersionedCache,
    jobs: Jobs,
    config: CatalogConfig,
  ) {
    // A thread has no part in a cache that is the memory of this one.
    if (!config.importThread || cache.isLocal) return;
    this.thread = new JobThread(new URL('./import-thread.js', import.meta.url), config, jobs);
  }

  @HandlesJob(ImportParts)
  run(payload: { import_id: string }, job: RunningJob): Promise<void> {
    return this.thread ? this.thread.run(payload, job) : this.here.process(payload, job);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread?.close();
  }
}
