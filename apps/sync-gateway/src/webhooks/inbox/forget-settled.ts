import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { SyncConfig } from '../../config.js';

/** One that comes again after that is taken for a new one, which only has the truth asked for once more. */
@Injectable()
export class ForgetSettled {
  constructor(private readonly config: SyncConfig) {}

  @Retains({
    name: 'forget-settled-notifications',
    title: 'Remove old notifications of outside systems that were dealt with',
  })
  kept(): Kept[] {
    return [
      {
        table: 'webhook_inbox',
        since: 'settled_at',
        // One that staff replay right now is not settled any more.
        where: `state <> 'received'`,
        for: keptFor(this.config, 'webhookInboxDays'),
      },
    ];
  }
}
