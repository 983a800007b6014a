import { Injectable } from '@nestjs/common';
import { G2aSyncProgressEntry } from '@tandem/contracts';
import { SyncRedis } from '../redis/sync-redis.js';
import { runNews, type SyncRun } from './sync-run.js';

const KEPT_S = 86_400;

/** Shows in Redis how far a run with G2A is, for whoever looks there; the truth is the row. */
@Injectable()
export class RunProgress {
  constructor(private readonly redis: SyncRedis) {}

  show(run: SyncRun): void {
    if (run.kind === 'inventory') return;
    const text = JSON.stringify(runNews(run));
    this.redis.client?.set(G2aSyncProgressEntry.key(), text, 'EX', KEPT_S).catch(() => undefined);
  }
}
