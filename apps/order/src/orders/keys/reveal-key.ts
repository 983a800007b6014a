import { Injectable } from '@nestjs/common';
import { counter, logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { GameKeysClient, type RevealedKey } from '../../clients/game-keys-client.js';
import { OrderConfig } from '../../config.js';
import { orderNotFound } from '../order/errors.js';
import type { OrderRow } from '../order/order.js';
import { lockOrder, toOrderRow } from '../order/order-store.js';
import { AnnounceKeys } from './announce-keys.js';
import { keyMoneyReturned, keyNotFound, keyNotReady, tooManyReveals } from './errors.js';
import { markRevealed, readKey, type OrderKey } from './key-store.js';

const HOUR_SECONDS = 3_600;
const log = logger('keys');
const revealed = counter('keys_revealed', {
  unit: '{key}',
  description: 'Game keys that were shown to their owner.',
});

export interface RevealWish {
  orderId: string;
  orderKeyId: string;
  userId: string;
}

/**
 * Shows a key to its owner, as often as wanted. That it was asked for is on record before the key is fetched, so no key is
 * ever seen without a trace; the key itself passes through and is kept nowhere.
 */
@Injectable()
export class RevealKey {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly gameKeys: GameKeysClient,
    private readonly announce: AnnounceKeys,
  ) {}

  /** @throws DomainError not_found, key_not_ready, rate_limited; unavailable when the sync gateway does not answer. */
  async reveal(wish: RevealWish): Promise<RevealedKey> {
    const { orderId, orderKeyId, userId } = wish;
    const key = await transaction(
      this.database,
      (tx, [row]) => this.noteWish(tx, row, wish),
      lockOrder(orderId),
    );
    const shown = await this.gameKeys.reveal(key.key_id!, orderId, userId);
    if (key.status === 'ready') {
      await transaction(this.database, (tx) => this.noteShown(tx, wish), lockOrder(orderId));
    }
    revealed.add(1);
    log.info({ order_id: orderId, order_key_id: orderKeyId, user_id: userId }, 'a key was shown');
    return shown;
  }

  private async noteWish(
    tx: Tx,
    row: object | undefined,
    { orderId, orderKeyId, userId }: RevealWish,
  ): Promise<OrderKey> {
    const order = row && toOrderRow(row);
    if (!order || order.user_id !== userId) throw orderNotFound(orderId);
    const key = await readKey(tx, orderId, orderKeyId);
    if (!key) throw keyNotFound(orderKeyId);
    assertMayBeShown(order, key);
    await this.assertNotTooMany(tx, userId);
    await tx.execute(`insert into key_reveals (order_key_id, user_id) values ($1, $2)`, [
      key.id,
      userId,
    ]);
    return key;
  }

  /** Whoever has taken over an account can not empty it of all its keys at once. */
  private async assertNotTooMany(tx: Tx, userId: string): Promise<void> {
    const [count] = await tx.query<{ reveals: number }>(
      `select count(*)::int as reveals from key_reveals
        where user_id = $1 and at > clock_timestamp() - make_interval(secs => ${HOUR_SECONDS})`,
      [userId],
    );
    if (count!.reveals >= this.config.keyRevealsPerHour) throw tooManyReveals(HOUR_SECONDS);
  }

  private async noteShown(tx: Tx, { orderId, orderKeyId }: RevealWish): Promise<void> {
    if (await markRevealed(tx, orderKeyId)) await this.announce.tellPages(tx, orderId);
  }
}

function assertMayBeShown(order: OrderRow, { status }: OrderKey): void {
  if (status !== 'ready' && status !== 'revealed') throw keyNotReady(status);
  const isMoneyBack = order.total_minor > 0n && order.refund_requested_minor === order.total_minor;
  if (status === 'ready' && isMoneyBack) throw keyMoneyReturned();
}
