import { Injectable } from '@nestjs/common';
import { HandlesJob } from '@tandem/jobs';
import { MailQueue } from '@tandem/mail';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { enqueueOrderMail } from '../order/order-mails.js';
import { lockOrder, toOrderRow } from '../order/order-store.js';
import { TellOfKeys } from './tell-of-keys.js';

/* Keys that are there, and units whose money has gone back: what the customer has not been told of. */
const UNTOLD = `
with told as (
  update order_keys k set told_at = clock_timestamp()
   where k.order_id = $1 and k.told_at is null
     and (k.status in ('ready', 'revealed') or k.status = 'refunded' and not exists
           (select from refunds r where r.id = k.refund_id and r.status <> 'settled'))
  returning k.id, k.status, k.refund_id)
select t.id, t.status, r.amount_minor from told t left join refunds r on r.id = t.refund_id order by t.id`;

interface Untold {
  id: string;
  status: string;
  amount_minor: string | null;
}

/** Writes of all that is new since the last mail: a mail of the keys that came, a mail of the money that went back. */
@Injectable()
export class KeyMails {
  constructor(
    private readonly database: Database,
    private readonly mails: MailQueue,
  ) {}

  @HandlesJob(TellOfKeys)
  async tell({ order_id }: { order_id: string }): Promise<void> {
    await transaction(
      this.database,
      async (tx, [row]) => {
        if (!row) return;
        const { user_id, total_minor } = toOrderRow(row);
        const untold = await tx.query<Untold>(UNTOLD, [order_id]);
        const ready = untold.filter(({ status }) => status !== 'refunded');
        // What had no price has no refund; without one otherwise, staff have given everything back and said so.
        const refunded = untold.filter(
          ({ status, amount_minor }) =>
            amount_minor !== null || (status === 'refunded' && total_minor === 0n),
        );
        await this.write(tx, 'keys_ready', ready, { order_id, user_id });
        await this.write(tx, 'key_unavailable', refunded, { order_id, user_id });
      },
      lockOrder(order_id),
    );
  }

  private async write(
    tx: Tx,
    kind: 'keys_ready' | 'key_unavailable',
    keys: readonly Untold[],
    { order_id, user_id }: { order_id: string; user_id: string },
  ): Promise<void> {
    if (keys.length === 0) return;
    await enqueueOrderMail(tx, this.mails, kind, {
      orderId: order_id,
      userId: user_id,
      batch: {
        id: keys[0]!.id,
        units: keys.length,
        refundMinor: keys.reduce((sum, key) => sum + BigInt(key.amount_minor ?? 0), 0n),
      },
    });
  }
}
