import { Inject, Injectable } from '@nestjs/common';
import { ServiceConfig } from '@tandem/config';
import { keptFor, Retains, type Kept } from '@tandem/jobs';

/** What has served: published events, marks of handled ones, dead letters that were dealt with. */
@Injectable()
export class ForgetMessages {
  constructor(@Inject(ServiceConfig) private readonly config: ServiceConfig) {}

  @Retains({
    name: 'forget-messages',
    title: 'Remove events that were published and dealt with long ago',
    everyMs: 600_000,
  })
  kept(): Kept[] {
    const { config } = this;
    return [
      { table: 'outbox', since: 'published_at', for: keptFor(config, 'outboxDays') },
      { table: 'inbox', since: 'handled_at', for: keptFor(config, 'inboxDays') },
      { table: 'dead_letters', since: 'resolved_at', for: keptFor(config, 'deadLetterDays') },
    ];
  }
}
