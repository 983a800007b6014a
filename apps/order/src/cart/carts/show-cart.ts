import { Injectable } from '@nestjs/common';
import { SourceHealth } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { CurrentOffers } from '../offers/current-offers.js';
import type { Cart } from './cart.js';
import { cartView } from './cart-view.js';
import type { CartView } from './carts.dto.js';

/** Lays what everything costs now, how much of it there is and since when that is known, over the lines of a cart. */
@Injectable()
export class ShowCart {
  constructor(
    private readonly offers: CurrentOffers,
    private readonly health: SourceHealth,
    private readonly config: OrderConfig,
  ) {}

  async show(cart: Cart): Promise<CartView> {
    const offers = await this.offers.of(cart.lines.map((line) => line.part_id));
    return cartView(cart, offers, await this.health.stale(), this.config.currency);
  }
}
