import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { OperationsConfig } from '../config.js';

/** A difference that is open stays until it is settled. */
@Injectable()
export class ForgetChecks {
  constructor(private readonly config: OperationsConfig) {}

  @Retains({
    name: 'forget-old-checks',
    title: 'Forget checks of consistency and settled differences of long ago',
  })
  kept(): Kept[] {
    const days = keptFor(this.config, 'consistencyKeptDays');
    return [
      { table: 'consistency_runs', since: 'finished_at', for: days },
      { table: 'consistency_differences', since: 'settled_at', for: days },
    ];
  }
}
