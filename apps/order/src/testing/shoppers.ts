import { GUEST_COOKIE } from '@tandem/auth-client';
import { cookieOf } from '@tandem/testing';
import type { Answer, BenchCall } from '@tandem/testing';
import type { CartView } from '../cart/carts/carts.dto.js';
import type { WishlistView } from '../cart/wishlists/wishlists.dto.js';
import type { Person, Shop } from './shop.js';

/** A browser in the shop: it keeps the cookie of a guest, and an access token once somebody signs in. */
export class Browser {
  cookie: string | undefined;
  person: Person | undefined;

  constructor(
    private readonly shop: Shop,
    private readonly instance = 0,
  ) {}

  async call<T = CartView>(
    method: string,
    path: string,
    body?: unknown,
    options: BenchCall = {},
  ): Promise<Answer<T>> {
    const { cookie, person: as, instance } = this;
    const answer = await this.shop.call<T>(method, path, {
      cookie,
      as,
      instance,
      body,
      ...options,
    });
    this.cookie = cookieOf(answer, GUEST_COOKIE) ?? this.cookie;
    return answer;
  }

  async cart(): Promise<CartView> {
    return (await this.call('GET', '/cart')).body;
  }

  /** Part ids and quantities, in the cart's order. */
  async lines(): Promise<[number, number][]> {
    return (await this.cart()).items.map(({ part_id, quantity }) => [part_id, quantity]);
  }

  add(part_id: number, quantity = 1): Promise<Answer<CartView>> {
    return this.call('POST', '/cart/items', { part_id, quantity });
  }

  wish(part_id: number): Promise<Answer<WishlistView>> {
    return this.call('POST', '/wishlist/items', { part_id });
  }

  async wishes(): Promise<number[]> {
    const { items } = (await this.call<WishlistView>('GET', '/wishlist')).body;
    return items.map(({ part_id }) => part_id);
  }

  /** The bare value of the guest's cookie, as auth hands it on. */
  get guestToken(): string {
    return this.cookie!.slice(this.cookie!.indexOf('=') + 1);
  }

  get guestId(): string {
    return this.guestToken.split('.')[0]!;
  }
}
