import { Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { LINK_HOURS } from './answer-link.js';

const AT_ONCE = 1_000;

const ForgetOldWishes = defineRecurringJob({
  name: 'forget-old-stock-wishes',
  title: 'Remove requests to be told about products that are over',
  everyMs: 3_600_000,
});

/** Notices to staff are kept while their mail may still be tried. An address is kept for as long as somebody waits to be told, and for the time in which a repeat is to be known. */
@Injectable()
export class ForgetWishes {
  constructor(private readonly database: Database) {}

  @HandlesJob(ForgetOldWishes)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from stock_wishes where id in (
         select id from stock_wishes
          where asked_at < clock_timestamp() - make_interval(hours => ${LINK_HOURS})
            and (confirmed_at is null or greatest(told_at, stopped_at) < clock_timestamp() - interval '30 days')
          order by asked_at limit ${AT_ONCE} for update skip locked)`,
    );
    await this.database.execute(
      `delete from stock_notices where id in (
         select id from stock_notices where noted_at < clock_timestamp() - interval '30 days'
          order by noted_at limit ${AT_ONCE} for update skip locked)`,
    );
    await this.database.execute(
      `delete from source_notices where id in (
         select id from source_notices where noted_at < clock_timestamp() - interval '30 days'
          order by noted_at limit ${AT_ONCE} for update skip locked)`,
    );
  }
}
