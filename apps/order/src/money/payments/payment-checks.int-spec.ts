import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { Shop, type Person } from '../../testing/shop.js';
import { discrepancies, SyncStandIn, tell } from './spec-support.js';

interface TopUp {
  id: string;
  status: string;
}

// Real here: two instances of the order service and PostgreSQL. The sync gateway is a stand-in.
describe('a top-up nobody tells us about', () => {
  let sync: SyncStandIn;
  let shop: Shop;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(Shop, {
      instances: 2,
      env: { ORDER_PAYMENT_CHECK_MS: '20', ORDER_TOP_UP_TTL_SECONDS: '1' },
    });
  });
  afterAll(() => shop?.close());

  async function begun(): Promise<{ id: string; read: () => Promise<unknown>; as: Person }> {
    const as = await shop.customer();
    const { body } = await shop.call<TopUp>('POST', '/wallet/top-ups', {
      as,
      body: { amount: { amount: '6.00', currency: 'EUR' }, payment_method: 'g2a_pay' },
    });
    const read = async () =>
      (await shop.call<TopUp>('GET', `/wallet/top-ups/${body.id}`, { as })).body.status;
    return { id: body.id, read, as };
  }
  const balance = async (as: Person) =>
    (await shop.call<{ balance: { amount: string } }>('GET', '/wallet', { as })).body.balance
      .amount;

  it('is credited because the provider is asked', async () => {
    const { id, read, as } = await begun();
    sync.change(id, { status: 'complete' });
    await eventually(async () => expect(await read()).toBe('settled'));
    expect(await balance(as)).toBe('6.00');
    await eventually(async () =>
      expect(
        await shop.database.query(
          `select from orders_jobs.job where singleton_key = $1 and state < 'completed'`,
          [id],
        ),
      ).toEqual([]),
    );
  });

  it('fails when the provider has rejected it', async () => {
    const { id, read } = await begun();
    sync.change(id, { status: 'rejected' });
    await eventually(async () => expect(await read()).toBe('failed'));
  });

  it('is cancelled when its time is over, and money that comes later is credited all the same', async () => {
    const { id, read, as } = await begun();
    await eventually(async () => expect(await read()).toBe('cancelled'));
    await eventually(() => expect(sync.asked).toContain('POST cancel'));
    await tell(shop.instances[0]!.app, sync.change(id, { status: 'complete' }));
    expect(await read()).toBe('settled');
    expect(await balance(as)).toBe('6.00');
  });

  it('is believed only when the amount and the currency are ours', async () => {
    const { id, read, as } = await begun();
    for (const amount of [
      { amount: '5.99', currency: 'EUR' },
      { amount: '600.00', currency: 'EUR' },
      { amount: '6.00', currency: 'USD' },
    ]) {
      await tell(shop.instances[0]!.app, sync.change(id, { status: 'complete', amount }));
    }
    expect(await read()).not.toBe('settled');
    expect(await balance(as)).toBe('0.00');
    sync.change(id, { amount: { amount: '6.00', currency: 'EUR' } });
  });

  it('the books agree with the wallets after all of this', async () => {
    expect(await discrepancies(shop)).toEqual([]);
  });
});
