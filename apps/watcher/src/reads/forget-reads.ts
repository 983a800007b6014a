import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { WatcherConfig } from '../config.js';

@Injectable()
export class ForgetReads {
  constructor(private readonly config: WatcherConfig) {}

  @Retains({ name: 'forget-reads', title: 'Remove counts of reads of long ago' })
  kept(): Kept[] {
    const days = keptFor(this.config, 'readDays');
    return [
      { table: 'read_counts', since: 'minute', for: days },
      { table: 'disagreements', since: 'found_at', for: days },
    ];
  }
}
