import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StockReplenished } from '@tandem/contracts';
import { eventually, MailCatcher } from '@tandem/testing';
import { publishEvent } from '../money/payments/spec-support.js';
import { AuthStandIn } from '../testing/auth-stand-in.js';
import { Shop, type Person } from '../testing/shop.js';

// Real here: two instances of order, PostgreSQL, the mail server. The catalogue and inventory are stand-ins.
describe('whoever wants to know when a part is back', () => {
  let shop: Shop;
  let catcher: MailCatcher;
  let auth: AuthStandIn;
  let part: number;
  beforeAll(async () => {
    catcher = await MailCatcher.start();
    auth = await AuthStandIn.start();
    const env = {
      SMTP_URL: catcher.smtpUrl,
      AUTH_URL: auth.url,
      TANDEM_SHOP_URL: 'https://shop.test',
      ORDER_STOCK_WISHES_PER_HOUR: '60',
    };
    shop = await Shop.open({ instances: 2, env });
    shop.onClose(() => auth.close());
  });
  beforeEach(async () => {
    part = await shop.part({ name: 'Rare rotor', stock: 0 });
  });
  afterAll(async () => {
    await shop?.close();
    await catcher?.stop();
  });

  const ask = (as?: Person, body: object = {}, partId = part) =>
    shop.call('POST', `/parts/${partId}/back-in-stock`, { ...(as && { as }), body });
  const open = (what: 'confirm' | 'stop', token: string) =>
    shop.call('POST', `/back-in-stock/${what}`, { body: { token } });
  async function customer(name: string) {
    const person = await shop.customer();
    const email = `${name}-${person.id}@example.test`;
    auth.knows(person.id, name, email);
    return { ...person, email };
  }
  /** So many are free, and inventory says so; twice at once, as after a lost acknowledgement. */
  async function isBack(available: number, partId = part): Promise<void> {
    await shop.stock(partId, available);
    await Promise.all([replenished(partId, available), replenished(partId, available)]);
  }
  const replenished = (partId: number, available: number) =>
    publishEvent(shop.instances[0]!.app, StockReplenished, {
      part_id: partId,
      version: 2,
      current_stock: available,
      available_stock: available,
      reserved_quantity: 0,
      min_stock_level: 0,
      is_in_stock: true,
      is_low_stock: false,
      updated_at: new Date().toISOString(),
      reason: 'spec',
    } as never);
  const told = async (partId = part) =>
    (
      await shop.database.query<{ who: string }>(
        `select coalesce(user_id::text, email) as who from orders.stock_wishes
          where part_id = $1 and told_at is not null order by asked_at, id`,
        [partId],
      )
    ).map(({ who }) => who);
  const linkIn = (html: string, what: 'confirm' | 'stop'): string =>
    decodeURIComponent(new RegExp(`back-in-stock/${what}\\?token=([^"<\\s]+)`).exec(html)![1]!);

  it('is told once, with the account’s address, however often they asked', async () => {
    const ada = await customer('ada');
    for (let n = 0; n < 3; n += 1) expect((await ask(ada)).status).toBe(202);
    await isBack(5);
    const [mail] = await catcher.expect(1, ada.email);
    expect(mail!.subject).toBe('Rare rotor is back in stock');
    expect(mail!.html).toContain(`https://shop.test/parts/${part}`);
    await isBack(6);
    expect(await told()).toEqual([ada.id]);
  });

  it('comes in the order of asking, as many as pieces are free, the next when some are still free later', async () => {
    const people = [await customer('first'), await customer('second'), await customer('third')];
    for (const person of people) await ask(person);
    const [first, second, third] = people;
    await isBack(2);
    await eventually(async () => expect(await told()).toEqual([first!.id, second!.id]));
    // A hundred flips are no reason to tell more than there is for.
    for (let n = 0; n < 5; n += 1) await isBack(2);
    await catcher.expect(1, second!.email);
    expect(await told()).toEqual([first!.id, second!.id]);
    // The pause is over, and nobody has bought them.
    await shop.database.query(
      `update orders.stock_wishes set told_at = told_at - interval '1 hour' where part_id = $1 and told_at is not null`,
      [part],
    );
    await isBack(1);
    await eventually(async () => expect(await told()).toEqual([first!.id, second!.id, third!.id]));
  });

  it('and is a guest confirms the address first, and gets the same answer whatever is known of it', async () => {
    const email = `guest-${part}@example.test`;
    expect((await ask(undefined, { email })).status).toBe(202);
    expect((await ask(undefined, { email: email.toUpperCase() })).status).toBe(202);
    const [mail] = await catcher.expect(1, email);
    expect(mail!.subject).toContain('Shall we tell you when Rare rotor is back?');
    await isBack(1);
    expect(await told()).toEqual([]);
    // It is back already when the link is opened.
    const token = linkIn(mail!.html, 'confirm');
    expect((await open('confirm', token)).status).toBe(204);
    expect((await open('confirm', token)).status).toBe(204);
    const mails = await catcher.expect(2, email);
    const back = mails.find(({ subject }) => subject === 'Rare rotor is back in stock')!;

    const other = await shop.part({ name: 'Other', stock: 0 });
    await ask(undefined, { email }, other);
    expect((await open('stop', token)).status).toBe(404);
    expect((await open('stop', linkIn(back.html, 'stop'))).status).toBe(204);
    const live = await shop.database.query(
      `select id from orders.stock_wishes where email = $1 and told_at is null and stopped_at is null`,
      [email],
    );
    expect(live).toEqual([]);
  });

  it('can not fill a stranger’s mailbox, nor ask without end', async () => {
    const email = `stranger-${part}@example.test`;
    const parts = await shop.parts(7, { stock: 0 });
    for (const one of parts) expect((await ask(undefined, { email }, one)).status).toBe(202);
    const mails = await shop.database.query(`select id from orders.mails where to_address = $1`, [
      email,
    ]);
    expect(mails).toHaveLength(5);
    const statuses = new Set<number>();
    for (let n = 0; n < 60; n += 1) statuses.add((await ask(undefined, { email })).status);
    expect([...statuses]).toEqual([202, 429]);
    await shop.database.query(`delete from orders.stock_wish_asks`);
  });

  it('is told what is wrong: no address, no such part, a part that is there, a link that is none', async () => {
    expect(await ask()).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'email' }] },
    });
    expect((await ask(undefined, { email: 'nobody' })).status).toBe(422);
    const ada = await customer('ada');
    expect((await ask(ada, {}, 999_999)).status).toBe(404);
    expect(await ask(ada, {}, await shop.part({ stock: 3 }))).toMatchObject({
      status: 409,
      body: { code: 'in_stock' },
    });
    expect(await open('confirm', 'nonsense')).toMatchObject({
      status: 404,
      body: { code: 'wish_unknown' },
    });
  });
});
