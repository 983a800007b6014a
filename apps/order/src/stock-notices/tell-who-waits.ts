import { Injectable } from '@nestjs/common';
import { HandlesJob, Jobs } from '@tandem/jobs';
import { MailQueue } from '@tandem/mail';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { Offers } from '../cart/offers/offers.js';
import { OrderConfig } from '../config.js';
import { TellOfStock } from './tell-of-stock.js';

/** A part of which there are very many is told of in several rounds. */
const MOST_AT_ONCE = 200;

/* Those who asked first, as many as there is for; whoever was told a moment ago has their chance before others. */
const TELL = `
with recent as (
  select count(*)::int as told from stock_wishes
   where part_id = $1 and told_at > clock_timestamp() - make_interval(secs => $3)
), next as (
  select id from stock_wishes
   where part_id = $1 and confirmed_at is not null and told_at is null and stopped_at is null
   order by asked_at, id
   limit (select greatest(0, least($2 - told, ${MOST_AT_ONCE})) from recent)
   for update skip locked
)
update stock_wishes w set told_at = clock_timestamp() from next where w.id = next.id
returning w.id, w.user_id, w.email`;

interface Told {
  id: string;
  user_id: string | null;
  email: string | null;
}

/**
 * Writes to those who wait for a part, in the order of asking: as many as pieces are free. When some are still free after a
 * pause, the next are told; when none is, they wait until it is back again.
 */
@Injectable()
export class TellWhoWaits {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly offers: Offers,
    private readonly mails: MailQueue,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob(TellOfStock)
  async tell({ part_id }: { part_id: number }): Promise<void> {
    const offer = (await this.offers.of([part_id])).get(part_id);
    if (!offer?.for_sale || offer.available <= 0) return;
    const pauseMs = this.config.stockNoticePauseMs;
    await transaction(this.database, async (tx) => {
      const told = await tx.query<Told>(TELL, [part_id, offer.available, pauseMs / 1_000]);
      for (const wish of told) await this.write(tx, part_id, wish);
      if (!(await this.someWait(tx, part_id))) return;
      const later = { key: String(part_id), afterMs: pauseMs };
      await this.jobs.enqueue(tx, TellOfStock, { part_id }, later);
    });
  }

  private async write(tx: Tx, partId: number, { id, user_id, email }: Told): Promise<void> {
    await this.mails.add(tx, {
      dedupeKey: `back_in_stock:${id}`,
      template: 'back_in_stock',
      ...(user_id === null ? { to: email! } : { userId: user_id }),
      data: { wish_id: id, part_id: partId },
    });
  }

  private async someWait(tx: Tx, partId: number): Promise<boolean> {
    const waiting = await tx.query<{ id: string }>(
      `select id from stock_wishes
        where part_id = $1 and confirmed_at is not null and told_at is null and stopped_at is null limit 1`,
      [partId],
    );
    return waiting.length > 0;
  }
}
