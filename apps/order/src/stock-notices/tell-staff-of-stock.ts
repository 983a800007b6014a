import { Injectable } from '@nestjs/common';
import { HandlesJob, defineScheduledJob } from '@tandem/jobs';
import { MailQueue } from '@tandem/mail';
import { Database, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { OrderConfig } from '../config.js';

const SendStockDigest = defineScheduledJob({
  name: 'send-stock-digest',
  title: 'Tell staff by e-mail which products ran out or low, and which outside systems were away',
});

/** One mail a period about all parts that ran out or low, and outside systems that were away, since the last one; none without news. */
@Injectable()
export class TellStaffOfStock {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly mails: MailQueue,
  ) {}

  @HandlesJob(SendStockDigest, ({ config }: TellStaffOfStock) => ({ cron: config.stockDigestCron }))
  async tellStaff(): Promise<void> {
    const addresses = this.config.stockDigestTo.split(',').filter((address) => address !== '');
    if (addresses.length === 0) return;
    const digestId = uuidv7();
    await transaction(this.database, async (tx) => {
      const parts = await tx.execute(
        `update stock_notices set digest_id = $1 where digest_id is null`,
        [digestId],
      );
      const sources = await tx.execute(
        `update source_notices set digest_id = $1 where digest_id is null`,
        [digestId],
      );
      if (parts + sources === 0) return;
      for (const [index, to] of addresses.entries()) {
        await this.mails.add(tx, {
          dedupeKey: `stock_digest:${digestId}:${index + 1}`,
          template: 'stock_digest',
          to,
          data: { digest_id: digestId },
        });
      }
    });
  }
}
