import { Inject, Injectable } from '@nestjs/common';
import { ServiceConfig } from '@tandem/config';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import type { MailConfig } from './mail-config.js';

/** What has long been sent or given up, and the counts of days that are over. */
@Injectable()
export class ForgetOldMails {
  constructor(@Inject(ServiceConfig) private readonly config: MailConfig) {}

  @Retains({ name: 'forget-old-mails', title: 'Remove old mails' })
  kept(): Kept[] {
    return [
      {
        table: 'mails',
        since: 'created_at',
        where: `state <> 'queued'`,
        for: keptFor(this.config, 'mailDays'),
      },
      // A count is of a day in UTC, and is over with it.
      { table: 'mail_days', since: 'day', for: { seconds: 2 * 86_400 } },
    ];
  }
}
