import { Injectable } from '@nestjs/common';
import { OrderUnpaidRefused } from '@tandem/contracts';
import { Retains, type Kept } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { counter, logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { UNPAID_REFUSALS } from './unpaid-limits.js';

const SHOP = 'shop';

const refused = counter('orders_unpaid_refused', {
  unit: '{order}',
  description: 'Orders refused because their account holds too much without paying, by code.',
});
const log = logger('orders');

/* The account before the shop, always: two refusals never wait for each other. */
const COUNT = `
insert into unpaid_refusals as r (subject) values ($1), ('${SHOP}')
on conflict (subject) do update set
  refused = case when r.since > clock_timestamp() - interval '1 hour' then least(r.refused + 1, 1000000) else 1 end,
  since = case when r.since > clock_timestamp() - interval '1 hour' then r.since else clock_timestamp() end
returning subject, refused, since`;

interface Count {
  subject: string;
  refused: number;
  since: Date;
}

/**
 * Counts orders that were refused because they would hold goods without being paid, and tells staff when there are many of
 * one account or of the whole shop: each once an hour. While the shop's alert stands, accounts raise none of their own, so
 * that a thousand accounts are not a thousand alerts.
 */
@Injectable()
export class UnpaidRefusals {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
  ) {}

  @Retains({ name: 'forget-unpaid-refusals', title: 'Forget counts of refused orders' })
  kept(): Kept[] {
    return [{ table: 'unpaid_refusals', since: 'since', for: { seconds: 86_400 } }];
  }

  /** Never rejects: the shopper is to be told why the order was refused, and not that it could not be counted. */
  async note(userId: string, error: unknown): Promise<void> {
    if (!(error instanceof DomainError) || !UNPAID_REFUSALS.includes(error.code)) return;
    const { code } = error;
    refused.add(1, { code });
    try {
      await transaction(this.database, (tx) => this.count(tx, userId, code));
    } catch (cause) {
      log.warn({ err: cause }, 'a refused unpaid order could not be counted');
    }
  }

  private async count(tx: Tx, userId: string, code: string): Promise<void> {
    const counts = await tx.query<Count>(COUNT, [userId]);
    const shop = counts.find(({ subject }) => subject === SHOP)!;
    const account = counts.find(({ subject }) => subject === userId)!;
    const { unpaidAlertAccount, unpaidAlertShop } = this.config;
    if (shop.refused === unpaidAlertShop) await this.tell(tx, shop, null, code);
    else if (shop.refused < unpaidAlertShop && account.refused === unpaidAlertAccount) {
      await this.tell(tx, account, userId, code);
    }
  }

  private async tell(
    tx: Tx,
    { subject, refused, since }: Count,
    account: string | null,
    code: string,
  ): Promise<void> {
    const [next] = await tx.query<{ version: number }>(
      `select nextval('unpaid_alerts')::float8 as version`,
    );
    await outbox.add(tx, OrderUnpaidRefused, {
      subject,
      version: next!.version,
      account_id: account,
      refused,
      code,
      since: since.toISOString(),
    });
  }
}
