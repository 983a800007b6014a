import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidField } from '@tandem/kernel';
import { MailQueue } from '@tandem/mail';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { Offers } from '../cart/offers/offers.js';
import { OrderConfig } from '../config.js';
import { askedTooOften, inStockNow, partNotFound, tooManyWishes } from './errors.js';

/** Of one person at a time. */
const MOST_OF_A_PERSON = 50;
/** Mails with a link to one address a day: who types in a stranger's address must not fill their mailbox. */
const MOST_LINKS_A_DAY = 5;
/** Waiting for one part: beyond that nobody would be told within reason. */
const MOST_OF_A_PART = 10_000;

/* Counts what comes from one network address within the hour. */
const COUNT = `
insert into stock_wish_asks as a (subject) values ($1)
on conflict (subject) do update set
  asked = case when a.since > clock_timestamp() - interval '1 hour' then least(a.asked + 1, 1000000) else 1 end,
  since = case when a.since > clock_timestamp() - interval '1 hour' then a.since else clock_timestamp() end
returning asked`;

export interface WishToBeTold {
  partId: number;
  /** Whoever is signed in; null: a guest, who names an address. */
  userId: string | null;
  email: string | undefined;
  /** The network address that the request came from. */
  from: string;
}

/**
 * Somebody wants to know when a part is back. A guest's wish counts once the link of a mail was opened, and the answer is the
 * same whether the address is known, waits already or is full.
 */
@Injectable()
export class AskToBeTold {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly offers: Offers,
    private readonly mails: MailQueue,
  ) {}

  /** @throws DomainError not_found, in_stock, rate_limited, too_many_wishes, validation_failed. */
  async ask({ partId, userId, email, from }: WishToBeTold): Promise<void> {
    if (userId === null && email === undefined) {
      throw invalidField('email', 'is needed from guests');
    }
    const offer = (await this.offers.of([partId])).get(partId);
    if (!offer?.for_sale) throw partNotFound(partId);
    if (offer.available > 0) throw inStockNow();
    await transaction(this.database, (tx) => this.count(tx, from));
    await transaction(this.database, async (tx) => {
      await this.assertPartHasRoom(tx, partId);
      if (userId !== null) await this.addForAccount(tx, partId, userId);
      else await this.addForGuest(tx, partId, email!);
    });
  }

  /** Counted on its own, so that a refused request counts as well. */
  private async count(tx: Tx, from: string): Promise<void> {
    const subject = createHmac('sha256', this.config.guestSecret).update(`from:${from}`);
    const [row] = await tx.query<{ asked: number }>(COUNT, [subject.digest('base64url')]);
    if (row!.asked > this.config.stockWishesPerHour) throw askedTooOften();
  }

  private async assertPartHasRoom(tx: Tx, partId: number): Promise<void> {
    const full = await tx.query<{ id: string }>(
      `select id from stock_wishes
        where part_id = $1 and confirmed_at is not null and told_at is null and stopped_at is null
        offset ${MOST_OF_A_PART} limit 1`,
      [partId],
    );
    if (full.length > 0) throw tooManyWishes();
  }

  private async addForAccount(tx: Tx, partId: number, userId: string): Promise<void> {
    const [count] = await tx.query<{ waiting: number }>(
      `select count(*)::int as waiting from stock_wishes
        where user_id = $1 and told_at is null and stopped_at is null`,
      [userId],
    );
    if (count!.waiting >= MOST_OF_A_PERSON) throw tooManyWishes();
    await tx.execute(
      `insert into stock_wishes (id, part_id, user_id, confirmed_at) values ($1, $2, $3, clock_timestamp())
       on conflict (part_id, user_id) where user_id is not null and told_at is null and stopped_at is null do nothing`,
      [uuidv7(), partId, userId],
    );
  }

  private async addForGuest(tx: Tx, partId: number, email: string): Promise<void> {
    const [count] = await tx.query<{ today: number; waiting: number }>(
      `select count(*) filter (where asked_at > clock_timestamp() - interval '1 day')::int as today,
              count(*) filter (where told_at is null and stopped_at is null)::int as waiting
         from stock_wishes where email = $1`,
      [email],
    );
    if (count!.today >= MOST_LINKS_A_DAY || count!.waiting >= MOST_OF_A_PERSON) return;
    const id = uuidv7();
    const made = await tx.execute(
      `insert into stock_wishes (id, part_id, email) values ($1, $2, $3)
       on conflict (part_id, email) where email is not null and told_at is null and stopped_at is null do nothing`,
      [id, partId, email],
    );
    if (made === 0) return;
    await this.mails.add(tx, {
      dedupeKey: `stock_wish:${id}`,
      template: 'stock_wish',
      to: email,
      data: { wish_id: id, part_id: partId },
    });
  }
}
