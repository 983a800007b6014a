import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MailQueue } from '@tandem/mail';
import { metricsText } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { MailCatcher, eventually } from '@tandem/testing';
import { enqueueOrderMail } from '../../orders/order/order-mails.js';
import { AuthStandIn } from '../../testing/auth-stand-in.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';

let catcher: MailCatcher;
let auth: AuthStandIn;
let shop: WholeShop;
let part: number;

beforeAll(async () => {
  catcher = await MailCatcher.start();
  auth = await AuthStandIn.start();
  const env = {
    SMTP_URL: catcher.smtpUrl,
    AUTH_URL: auth.url,
    TANDEM_SHOP_URL: 'https://shop.test',
    MAIL_MAX_ATTEMPTS: '1',
  };
  shop = await WholeShop.open({ instances: 2, env });
  shop.onClose(() => auth.close());
  part = await shop.part({ stock: 100, price: 1_999 });
});

afterAll(async () => {
  await shop.close();
  await catcher.stop();
});

/** Somebody with an address, 100.00 in the wallet and two pieces in the cart. */
async function buyer(name: string, partId = part): Promise<Person & { email: string }> {
  const shopper = await shop.shopper(10_000);
  const email = `${name}@example.com`;
  auth.knows(shopper.id, name, email);
  await shop.fill(shopper, { [partId]: 2 });
  return { ...shopper, email };
}

async function kindsFor({ id }: Person): Promise<string[]> {
  const rows = await shop.database.query<{ template: string }>(
    `select template from orders.mails where user_id = $1 order by template`,
    [id],
  );
  return rows.map(({ template }) => template);
}

describe('an order', () => {
  it('is confirmed by one mail once it is paid', async () => {
    const ada = await buyer('ada');
    const { status, body } = await shop.order(ada);
    expect(status).toBe(201);
    const [mail] = await catcher.expect(1, ada.email);
    expect(mail!.subject).toBe(`Order ${body.number} confirmed`);
    expect(mail!.text).toContain('Hello ada,');
    expect(mail!.text).toContain('Part · 2 × €19.99 · €39.98\nTotal: €39.98');
    expect(mail!.html).toContain(`https://shop.test/orders/${body.id}`);
    const [row] = await shop.database.query<{ data: unknown; to_address: unknown }>(
      `select data, to_address from orders.mails where user_id = $1`,
      [ada.id],
    );
    expect(row).toEqual({ data: { order_id: body.id }, to_address: null });
  });

  it('that staff hand over says once that it is on its way, however often they do', async () => {
    const fay = await buyer('fay');
    const { body } = await shop.order(fay);
    await catcher.expect(1, fay.email);
    await shop.settled();
    const staff = await shop.staff();
    const path = `/admin/orders/${body.id}/hand-over`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        shop.call('POST', path, { as: staff, body: {}, instance: n % 2 }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const mails = await catcher.expect(2, fay.email);
    const mail = mails.find(({ subject }) => subject === `Order ${body.number} is on its way`);
    expect(mail!.text).toContain('Hello fay,');
    expect(mail!.text).toContain('Part · 2 × €19.99 · €39.98\nTotal: €39.98');
    expect(mail!.html).toContain(`https://shop.test/orders/${body.id}`);
    expect(await kindsFor(fay)).toEqual(['order_handed_over', 'order_paid']);
    await shop.call('POST', `/admin/orders/${body.id}/complete`, { as: staff, body: {} });
    await shop.call('POST', path, { as: staff, body: {} });
    await catcher.expect(3, fay.email);
    expect(await kindsFor(fay)).toEqual(['order_completed', 'order_handed_over', 'order_paid']);
  });

  it('of games goes on by itself and writes of its payment only', async () => {
    const gus = await buyer('gus', await shop.part({ stock: 10, kind: 'game' }));
    const { body } = await shop.order(gus);
    await shop.settled();
    const staff = await shop.staff();
    const answer = await shop.call('POST', `/admin/orders/${body.id}/hand-over`, {
      as: staff,
      body: {},
    });
    expect(answer).toMatchObject({ status: 200, body: { status: 'fulfilment_requested' } });
    await catcher.expect(1, gus.email);
    expect(await kindsFor(gus)).toEqual(['order_paid']);
  });

  it('that is called off tells so, and of each refund with its amount', async () => {
    const bob = await buyer('bob');
    const { body } = await shop.order(bob);
    await catcher.expect(1, bob.email);
    await shop.settled();
    await shop.call('POST', `/orders/${body.id}/cancel`, { as: bob });
    const mails = await catcher.expect(3, bob.email);
    expect(mails.map(({ subject }) => subject).sort()).toEqual([
      `Order ${body.number} confirmed`,
      `Order ${body.number} is cancelled`,
      `€39.98 refunded for order ${body.number}`,
    ]);
  });

  it('is placed as ever while the mail server is away; the mail comes later', async () => {
    const cleo = await buyer('cleo');
    await catcher.stop();
    expect((await shop.order(cleo)).status).toBe(201);
    await shop.settled();
    await catcher.restart();
    await catcher.expect(1, cleo.email);
  });

  it('is placed as ever while auth is away; the mail comes later', async () => {
    const dora = await buyer('dora');
    auth.working = false;
    expect((await shop.order(dora)).status).toBe(201);
    await eventually(async () => {
      const rows = await shop.database.query<{ last_error: string }>(
        `select last_error from orders.mails where user_id = $1`,
        [dora.id],
      );
      expect(rows).toEqual([{ last_error: 'look-up away' }]);
    });
    auth.working = true;
    await catcher.expect(1, dora.email);
  });

  it('is written of to no address that nobody has confirmed; once it is, the next mail goes out', async () => {
    const gwen = await buyer('gwen');
    const person = auth.users.get(gwen.id)!;
    auth.users.set(gwen.id, { ...person, email_confirmed: false });
    const { status, body } = await shop.order(gwen);
    expect(status).toBe(201);
    const states = () =>
      shop.database.query(
        `select template, state, last_error from orders.mails where user_id = $1 order by created_at, id`,
        [gwen.id],
      );
    const withheld = {
      template: 'order_paid',
      state: 'withheld',
      last_error: 'address_not_confirmed',
    };
    await eventually(async () => expect(await states()).toEqual([withheld]));
    expect(await metricsText()).toMatch(
      /mails_withheld_total\{[^}]*reason="address_not_confirmed"[^}]*\} [1-9]/,
    );

    auth.users.set(gwen.id, person);
    await shop.settled();
    const staff = await shop.staff();
    await shop.call('POST', `/admin/orders/${body.id}/hand-over`, { as: staff, body: {} });
    const [mail] = await catcher.expect(1, gwen.email);
    expect(mail!.subject).toBe(`Order ${body.number} is on its way`);
  });

  it('tells the same once, however often the change is handled', async () => {
    const eve = await buyer('eve');
    const { body } = await shop.order(eve);
    const { app } = shop.instances[0]!;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        transaction(app.get(Database), (tx) =>
          enqueueOrderMail(tx, app.get(MailQueue), 'order_paid', {
            orderId: body.id,
            userId: eve.id,
          }),
        ),
      ),
    );
    await eventually(async () =>
      expect(
        await shop.database.query(`select state from orders.mails where user_id = $1`, [eve.id]),
      ).toEqual([{ state: 'sent' }]),
    );
    await catcher.expect(1, eve.email);
  });
});
