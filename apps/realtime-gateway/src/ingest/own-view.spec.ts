import { describe, expect, it } from '@jest/globals';
import { ALL_EVENTS, TOPICS } from '@tandem/contracts';
import { cartData, orderData } from '../testing/producer.js';
import { ownView } from './own-view.js';

describe('what one shopper is told of their own business', () => {
  it('is of an order how it stands, and nothing that the page would not show its owner', () => {
    const data = { ...orderData('an-order', 'a-shopper', 3), saga_step: 'secret', version: 3 };
    expect(ownView(TOPICS.order, 'order.paid', data)).toEqual({
      userId: 'a-shopper',
      type: 'order.updated',
      data: {
        order_id: 'an-order',
        number: 1001,
        status: 'paid',
        reason: null,
        total: { amount: '20.00', currency: 'EUR' },
        refunded: { amount: '0.00', currency: 'EUR' },
        updated_at: data.updated_at,
      },
    });
  });

  it.each(['cart.migrated', 'cart.updated'])(
    'is of a cart only that it is another one now: %s',
    (type) => {
      expect(ownView(TOPICS.cart, type, cartData('a-shopper', 4))).toEqual({
        userId: 'a-shopper',
        type: 'cart.updated',
        data: { version: 4 },
      });
    },
  );

  it('is nothing of all other events, whoever they name', () => {
    const told = ALL_EVENTS.filter(
      ({ topic, type }) => ownView(topic, type, { user_id: 'a-shopper', version: 1 }) !== null,
    ).map(({ type }) => type);
    expect(told.filter((type) => !type.startsWith('order.'))).toEqual([
      'cart.migrated',
      'cart.updated',
    ]);
    expect(ownView(TOPICS.order, 'order.paid', { version: 1 })).toBeNull();
  });
});
