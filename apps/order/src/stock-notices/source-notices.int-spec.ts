import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, MailCatcher, sourceHeard, standInSources } from '@tandem/testing';
import { Shop } from '../testing/shop.js';
import { NoteSilentSources } from './note-silent-sources.js';
import { TellStaffOfStock } from './tell-staff-of-stock.js';

const TO = 'one@staff.test';

/** Real: two instances of order, PostgreSQL, the mail server. Nobody but the spec writes the sync gateway's view. */
describe('staff who want to know when an outside system of stock is away', () => {
  let shop: Shop;
  let catcher: MailCatcher;
  beforeAll(async () => {
    catcher = await MailCatcher.start();
    const env = { SMTP_URL: catcher.smtpUrl, ORDER_STOCK_DIGEST_TO: TO };
    shop = await Shop.open({ instances: 2, env });
    await standInSources(shop.database);
  });
  beforeEach(async () => {
    // As if both had been started long ago.
    for (const source of ['warehouse', 'g2a'] as const)
      await sourceHeard(shop.database, source, '-1 hour');
    await shop.database.query(`update sync.sources set stale_after_ms = 1`);
    await look();
    await shop.database.query('delete from orders.source_notices');
  });
  afterAll(async () => {
    await shop?.close();
    await catcher?.stop();
  });

  const on = <T>(instance: number, kind: new (...given: never[]) => T): T =>
    shop.instances[instance]!.app.get(kind, { strict: false });
  const look = () =>
    Promise.all([0, 1, 0, 1].map((instance) => on(instance, NoteSilentSources).note()));
  const noted = async () =>
    (
      await shop.database.query<{ source: string; kind: string }>(
        'select source, kind from orders.source_notices order by id',
      )
    ).map(({ source, kind }) => `${source} ${kind}`);

  it('it is noted once by all instances, and once when it is back, and one mail tells it', async () => {
    await sourceHeard(shop.database, 'warehouse', '20 seconds');
    await look();
    expect(await noted()).toEqual(['warehouse away']);
    await sourceHeard(shop.database, 'warehouse', '-1 hour');
    await look();
    expect(await noted()).toEqual(['warehouse away', 'warehouse back']);
    await Promise.all([0, 1].map((instance) => on(instance, TellStaffOfStock).tellStaff()));
    const [mail] = await catcher.expect(1, TO);
    expect(mail!.subject).toBe('2 stock notices');
    expect(mail!.text).toMatch(
      /The stock of the warehouse could not be read any more\. It was last read on \d+ \w+ \d{4}/,
    );
    expect(mail!.text).toContain('The stock of the warehouse is read again.');
    await on(0, TellStaffOfStock).tellStaff();
    const mails = await shop.database.query(
      `select id from orders.mails where template = 'stock_digest'`,
    );
    expect(mails).toHaveLength(1);
  });

  it('one that is switched off meanwhile is not said to be back', async () => {
    await sourceHeard(shop.database, 'g2a', '20 seconds');
    await look();
    await sourceHeard(shop.database, 'g2a', '20 seconds', false);
    await look();
    expect(await noted()).toEqual(['g2a away', 'g2a off']);
  });

  it('nobody is called silent by a shop that has not listened for so long', async () => {
    await shop.database.query(`update sync.sources set stale_after_ms = 3600000`);
    await sourceHeard(shop.database, 'g2a', '2 hours');
    await look();
    expect(await noted()).toEqual([]);
    await shop.database.query(`update sync.sources set stale_after_ms = 1`);
    await eventually(async () => {
      await look();
      expect(await noted()).toEqual(['g2a away']);
    });
  });
});
