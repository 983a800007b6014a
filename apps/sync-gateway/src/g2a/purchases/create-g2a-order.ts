import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { TryLater } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { G2aClient, type CreatedOrder } from '../client/g2a-client.js';
import { G2aProblem } from '../client/g2a-problem.js';
import { minorOfPrice } from '../client/prices.js';
import { insertG2aOrder } from './g2a-order-store.js';
import { inEuroMinor, withTolerance } from './max-price.js';
import { changePurchase, linkedProduct, markUnavailable, movePurchase } from './purchase-store.js';
import { pauseOf, type Purchase } from './purchase.js';
import { StopPurchase } from './stop-purchase.js';

const MOST_PAUSE_MS = 60_000;

/** An order at G2A, and the most that it may cost. */
interface Made extends CreatedOrder {
  maxPriceMinor: bigint;
}

/** Makes an order at G2A. That costs nothing: one whose answer was lost lapses there, unpaid. */
@Injectable()
export class CreateG2aOrder {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: G2aClient,
    private readonly stop: StopPurchase,
  ) {}

  async create(purchase: Purchase): Promise<void> {
    const productId = await linkedProduct(this.database, purchase.part_id);
    if (productId === null) return this.stop.handToStaff(purchase, 'not_linked');
    const paid = inEuroMinor(purchase.paid_minor, purchase.currency, this.config.g2aEurRates);
    if (paid === null) return this.stop.handToStaff(purchase, 'no_rate');
    if (paid <= 0n) return this.stop.handToStaff(purchase, 'no_price');
    const made = await this.makeWithin(purchase, productId, paid);
    if (made === null) return;
    faultPoint('g2a_purchase.ordered');
    if (made.currency !== 'EUR' || made.priceMinor > made.maxPriceMinor) {
      return this.stop.handToStaff(purchase, 'price_mismatch');
    }
    await changePurchase(this.database, purchase, async (tx) => {
      await insertG2aOrder(tx, { ...made, purchaseId: purchase.id, productId });
      await movePurchase(tx, purchase, { state: 'created' });
    });
    faultPoint('g2a_purchase.order_kept');
  }

  /** Null when the game can't be had for that: then the purchase has been dealt with. @throws TryLater, G2aProblem */
  private async makeWithin(
    purchase: Purchase,
    productId: string,
    paid: bigint,
  ): Promise<Made | null> {
    const made = await this.make(productId, paid);
    if (made) return made;
    const price = await this.priceNow(productId);
    const most = withTolerance(paid, this.config.g2aSubstituteTolerancePercent);
    if (price !== null && price > most) {
      await this.stop.giveMoneyBack(purchase, 'price_rose');
      return null;
    }
    const substitute = price !== null && price > paid ? await this.make(productId, most) : null;
    if (substitute) return substitute;
    const forMs = await markUnavailable(this.database, purchase.id);
    const leftMs = this.config.g2aSoldOutRetryMs - forMs;
    if (leftMs > 0) {
      const pauseMs = pauseOf(forMs, this.config.g2aPurchasePollMs * 5, MOST_PAUSE_MS);
      throw new TryLater(Math.min(pauseMs, leftMs + 1), { counted: false });
    }
    await this.stop.giveMoneyBack(purchase, 'sold_out');
    return null;
  }

  /** Null when G2A does not sell the product for that. */
  private async make(productId: string, maxPriceMinor: bigint): Promise<Made | null> {
    try {
      const order = { productId, currency: 'EUR', maxPriceEurMinor: maxPriceMinor };
      return { ...(await this.client.createOrder(order)), maxPriceMinor };
    } catch (error) {
      if (error instanceof G2aProblem && error.outcome === 'refund') return null;
      throw error;
    }
  }

  /** Null when there is none of it. G2A's codes do not say whether it is gone, sold out or dearer: the product does. */
  private async priceNow(productId: string): Promise<bigint | null> {
    const product = await this.client.productById(productId, 'order');
    if (!product || product.availableToBuy === false || product.qty === 0) return null;
    return product.minPrice == null ? null : minorOfPrice(product.minPrice, 'EUR');
  }
}
