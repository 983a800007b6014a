import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StockDepleted, StockLow, type EventDefinition } from '@tandem/contracts';
import { MailQueue } from '@tandem/mail';
import { eventually, MailCatcher, standInSources } from '@tandem/testing';
import { publishEvent } from '../money/payments/spec-support.js';
import { Shop } from '../testing/shop.js';
import { TellStaffOfStock } from './tell-staff-of-stock.js';

// Real here: two instances of order, PostgreSQL, the mail server. The catalogue and inventory are stand-ins.
describe('staff who want to know what ran out', () => {
  let shop: Shop;
  let catcher: MailCatcher;
  beforeAll(async () => {
    catcher = await MailCatcher.start();
    const env = {
      SMTP_URL: catcher.smtpUrl,
      ORDER_STOCK_DIGEST_TO: 'one@staff.test,two@staff.test',
    };
    shop = await Shop.open({ instances: 2, env });
    await standInSources(shop.database);
  });
  afterAll(async () => {
    await shop?.close();
    await catcher?.stop();
  });

  const tell = (definition: EventDefinition, partId: number, version: number) =>
    publishEvent(shop.instances[version % 2]!.app, definition, {
      part_id: partId,
      version: version + 1,
      current_stock: 0,
      available_stock: 0,
      reserved_quantity: 0,
      min_stock_level: 0,
      is_in_stock: false,
      is_low_stock: true,
      updated_at: new Date().toISOString(),
      reason: 'spec',
    } as never);
  const untold = async () =>
    shop.database.query<{ part_id: number; kind: string }>(
      `select part_id, kind from orders.stock_notices where digest_id is null order by id`,
    );
  const sendOn = (instance: number) =>
    shop.instances[instance]!.app.get(TellStaffOfStock, { strict: false }).tellStaff();

  it('get one mail a period, with one line for a part however often it flipped, and none without news', async () => {
    const flipping = await shop.part({ name: 'Rare rotor', sku: 'ROTOR', stock: 0 });
    const low = await shop.part({ name: 'Brake pad', sku: 'PAD', stock: 2 });
    await Promise.all(
      Array.from({ length: 100 }, (_, version) => tell(StockDepleted, flipping, version)),
    );
    await tell(StockLow, low, 1);
    await eventually(async () =>
      expect(await untold()).toEqual([
        { part_id: flipping, kind: 'out' },
        { part_id: low, kind: 'low' },
      ]),
    );
    await Promise.all([sendOn(0), sendOn(1)]);
    for (const person of ['one@staff.test', 'two@staff.test']) {
      const [mail] = await catcher.expect(1, person);
      expect(mail!.subject).toBe('2 stock notices');
      expect(mail!.text.split('Rare rotor (ROTOR)')).toHaveLength(2);
      expect(mail!.text).toContain('Brake pad (PAD) · Fell to its minimum stock · 2 available now');
    }
    await sendOn(0);
    const mails = await shop.database.query(
      `select id from orders.mails where template = 'stock_digest'`,
    );
    expect(mails).toHaveLength(2);
  });

  it('get it once though whoever writes it dies half way', async () => {
    const part = await shop.part({ name: 'Late lamp', stock: 0 });
    await tell(StockDepleted, part, 1);
    await eventually(async () => expect(await untold()).toHaveLength(1));
    const mails = shop.instances[0]!.app.get(MailQueue, { strict: false });
    const dies = jest.spyOn(mails, 'add').mockRejectedValueOnce(new Error('dies'));
    await expect(sendOn(0)).rejects.toThrow('dies');
    dies.mockRestore();
    expect(await untold()).toHaveLength(1);
    await sendOn(1);
    await sendOn(0);
    const all = await catcher.expect(2, 'one@staff.test');
    const about = all.filter(({ text }) => text.includes('Late lamp'));
    expect(about.map(({ subject }) => subject)).toEqual(['One stock notice']);
  });
});
