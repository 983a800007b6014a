import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { TryLater } from '@tandem/jobs';
import { retrying } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { SyncConfig } from '../../config.js';
import { G2aClient } from '../client/g2a-client.js';
import { G2aProblem } from '../client/g2a-problem.js';
import { GameKeyEnvelopes } from '../keys/game-key-envelopes.js';
import { hasKeyOf, putKey, putKeyAside, type NewGameKey } from '../keys/key-store.js';
import { claimKey, releaseKey } from './g2a-order-store.js';
import { keyDelivered } from './purchase-event.js';
import { lockPurchase, movePurchase } from './purchase-store.js';
import type { G2aOrder, Purchase } from './purchase.js';
import { StopPurchase } from './stop-purchase.js';

/** G2A's word for a key that was read before; both spellings occur. */
const TAKEN = new Set(['ORD04', 'ORD004']);
/** A key in memory is the only one there is: a database that is away for a moment must not lose it. */
const KEEPING = retrying(() => true, { times: 8, firstMs: 50, longestMs: 5_000 });

const log = logger('g2a-purchases');

/**
 * Reads the key of a paid order, once, and stores it before anything else. Who dies between G2A's answer and the commit has
 * lost it, for G2A tells it no second time: then it says that the key is taken, and staff see it in G2A's panel.
 */
@Injectable()
export class FetchKey {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aClient,
    private readonly envelopes: GameKeyEnvelopes,
    private readonly stop: StopPurchase,
  ) {}

  async fetch(purchase: Purchase, order: G2aOrder): Promise<void> {
    if (!(await claimKey(this.database, order.id, this.config.g2aKeyLeaseMs))) {
      throw new TryLater(this.config.g2aKeyLeaseMs / 4, { counted: false });
    }
    faultPoint('g2a_purchase.key_asked');
    const told = await this.ask(purchase, order);
    if (!told) return;
    faultPoint('g2a_purchase.key_read');
    const id = uuidv7();
    const envelope = this.envelopes.seal(told.key, id);
    const { isFile } = told;
    const key = { id, purchaseId: purchase.id, g2aOrder: order.id, isFile, envelope };
    await KEEPING.execute(() => transaction(this.database, (tx) => this.keep(tx, key)));
    faultPoint('g2a_purchase.key_kept');
  }

  /** Null when the key is gone: then that has been dealt with. */
  private async ask(
    purchase: Purchase,
    order: G2aOrder,
  ): Promise<{ key: string; isFile: boolean } | null> {
    try {
      return await this.client.orderKey(order.g2a_order_id);
    } catch (error) {
      await releaseKey(this.database, order.id);
      if (!(error instanceof G2aProblem && TAKEN.has(error.code))) throw error;
    }
    if (!(await hasKeyOf(this.database, order.id))) {
      await this.stop.handToStaff(purchase, 'key_taken');
    }
    return null;
  }

  private async keep(tx: Tx, key: NewGameKey): Promise<void> {
    // Whatever has become of the purchase meanwhile: G2A gives this key to nobody else.
    const purchase = (await lockPurchase(tx, key.purchaseId))!;
    const awaits = purchase.state === 'paid' || purchase.state === 'needs_staff';
    if (!awaits || purchase.order?.id !== key.g2aOrder) {
      await putKeyAside(tx, key);
      log.error(
        { purchase_id: purchase.id, key_id: key.id },
        'a key came too late and is put aside',
      );
      return;
    }
    const replaces = await putKey(tx, key);
    await movePurchase(tx, purchase, { state: 'delivered' }, (moved) => [
      keyDelivered(moved, { id: key.id, isFile: key.isFile, replaces }),
    ]);
  }
}
