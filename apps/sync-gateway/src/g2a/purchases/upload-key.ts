import { Injectable } from '@nestjs/common';
import { invalidField } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { GameKeyEnvelopes } from '../keys/game-key-envelopes.js';
import { putKey } from '../keys/key-store.js';
import { purchaseNotFound, purchaseOver, purchaseRunning } from './errors.js';
import { closeUnpaid, markPaid } from './g2a-order-store.js';
import { keyDelivered } from './purchase-event.js';
import { lockPurchase, movePurchase } from './purchase-store.js';

const MOST_TEXT = 1_000;
const PICTURE = /^[A-Za-z0-9+/]+={0,2}$/;

/** Takes a key that staff have from G2A's panel, or from elsewhere, for a purchase that waits for them or whose key is no good. */
@Injectable()
export class UploadKey {
  constructor(
    private readonly database: Database,
    private readonly envelopes: GameKeyEnvelopes,
  ) {}

  async upload(
    purchaseId: string,
    { key, isFile }: { key: string; isFile: boolean },
  ): Promise<void> {
    if (isFile && !PICTURE.test(key)) throw invalidField('key', 'must be a picture in base64');
    if (!isFile && key.length > MOST_TEXT) {
      throw invalidField('key', `must have at most ${MOST_TEXT} characters`);
    }
    const id = uuidv7();
    const envelope = this.envelopes.seal(key, id);
    await transaction(this.database, async (tx) => {
      const purchase = await lockPurchase(tx, purchaseId);
      if (!purchase) throw purchaseNotFound(purchaseId);
      const { state, order } = purchase;
      if (state === 'refund') throw purchaseOver(state);
      if (state !== 'needs_staff' && state !== 'delivered') throw purchaseRunning(state);
      if (order?.state === 'created') await closeUnpaid(tx, order.id);
      // Whoever has its key from G2A's panel has seen that it is paid.
      if (order?.state === 'paying') await markPaid(tx, order.id, null);
      const replaces = await putKey(tx, { id, purchaseId, g2aOrder: null, isFile, envelope });
      await movePurchase(tx, purchase, { state: 'delivered', bought: 'now' }, (moved) => [
        keyDelivered(moved, { id, isFile, replaces }),
      ]);
    });
  }
}
