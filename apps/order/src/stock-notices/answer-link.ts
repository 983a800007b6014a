import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { OrderConfig } from '../config.js';
import { wishUnknown } from './errors.js';
import { TellOfStock } from './tell-of-stock.js';
import { wishOf } from './wish-token.js';

/** What the links of the mails do. Each may be opened again and changes nothing more then. */
@Injectable()
export class AnswerLink {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly jobs: Jobs,
  ) {}

  /** The address is right: the wish counts from when it was asked. @throws DomainError wish_unknown. */
  async confirm(token: string): Promise<void> {
    const id = wishOf(token, 'confirm', this.config.guestSecret);
    if (!id) throw wishUnknown();
    await transaction(this.database, async (tx) => {
      const [wish] = await tx.query<{ part_id: number }>(
        `update stock_wishes set confirmed_at = clock_timestamp()
          where id = $1 and stopped_at is null and confirmed_at is null
            and asked_at > clock_timestamp() - make_interval(hours => ${LINK_HOURS})
          returning part_id`,
        [id],
      );
      // A repeat must not lock the wish: who tells of stock at this moment would pass it over.
      if (!wish) return this.mustBeConfirmed(tx, id);
      // It may be back already.
      const { part_id } = wish;
      await this.jobs.enqueue(tx, TellOfStock, { part_id }, { key: String(part_id) });
    });
  }

  private async mustBeConfirmed(tx: Tx, id: string): Promise<void> {
    const known = await tx.query<{ id: string }>(
      `select id from stock_wishes where id = $1 and stopped_at is null and confirmed_at is not null`,
      [id],
    );
    if (known.length === 0) throw wishUnknown();
  }

  /** Whoever has this link hears of nothing more that they asked for. @throws DomainError wish_unknown. */
  async stop(token: string): Promise<void> {
    const id = wishOf(token, 'stop', this.config.guestSecret);
    if (!id) throw wishUnknown();
    await this.database.execute(
      `update stock_wishes w set stopped_at = clock_timestamp() from stock_wishes mine
        where mine.id = $1 and w.told_at is null and w.stopped_at is null
          and (w.user_id = mine.user_id or w.email = mine.email)`,
      [id],
    );
  }
}

/** For so long the link of a mail can be opened. */
export const LINK_HOURS = 48;
