import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Past } from '../../staff/spec-support.js';
import { AuthStandIn } from '../../testing/auth-stand-in.js';
import { Shop, type Person } from '../../testing/shop.js';

let auth: AuthStandIn;
let shop: Shop;
let past: Past;
let ada: Person;
let partId: number;

beforeAll(async () => {
  auth = await AuthStandIn.start();
  shop = await Shop.open({ env: { AUTH_URL: auth.url } });
  shop.onClose(() => auth.close());
  past = new Past(shop);
  ada = await shop.customer();
  auth.knows(ada.id, 'Ада Лавлейс', 'ada@example.com');
  partId = await shop.part();
});

afterAll(() => shop.close());

async function download(path: string, as?: Person) {
  const answer = await fetch(`${shop.instances[0]!.url}/api/v1${path}`, {
    headers: as ? { authorization: `Bearer ${as.token}` } : {},
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('the invoice of an order', () => {
  it('is a PDF named by its number, the same each time', async () => {
    const { id, number } = await past.order({ userId: ada.id, partId, quantity: 2 });
    const { answer, bytes } = await download(`/orders/${id}/invoice`, ada);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('content-disposition')).toBe(
      `inline; filename="INV-${String(number).padStart(6, '0')}.pdf"`,
    );
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await download(`/orders/${id}/invoice`, ada)).bytes.equals(bytes)).toBe(true);
  });

  it('shows what has gone back in the meantime', async () => {
    const { id } = await past.order({ userId: ada.id, partId });
    const before = await download(`/orders/${id}/invoice`, ada);
    const refund = await past.query<{ id: string }>(
      `insert into refunds (id, order_id, user_id, payment_method, currency, amount_minor, reason, idempotency_key, request)
       values (gen_random_uuid(), $1, $2, 'balance', 'EUR', 100, 'late', 'k', '{}') returning id`,
      [id, ada.id],
    );
    const requested = await download(`/orders/${id}/invoice`, ada);
    expect(requested.bytes.equals(before.bytes)).toBe(true);
    await past.query(`update refunds set status = 'settled' where id = $1`, [refund.rows[0]!.id]);
    const settled = await download(`/orders/${id}/invoice`, ada);
    expect(settled.answer.status).toBe(200);
    expect(settled.bytes.equals(before.bytes)).toBe(false);
  });

  it('comes without the customer’s name while auth is away', async () => {
    const { id } = await past.order({ userId: ada.id, partId });
    const named = await download(`/orders/${id}/invoice`, ada);
    auth.working = false;
    const { answer, bytes } = await download(`/orders/${id}/invoice`, ada);
    auth.working = true;
    expect(answer.status).toBe(200);
    expect(bytes.equals(named.bytes)).toBe(false);
  });

  it.each(['created', 'awaiting_payment', 'failed', 'cancelled'] as const)(
    'does not exist while the order is %s and unpaid',
    async (status) => {
      const { id } = await past.order({ userId: ada.id, partId, status });
      const answer = await shop.call('GET', `/orders/${id}/invoice`, { as: ada });
      expect(answer).toMatchObject({ status: 409, body: { code: 'not_paid' } });
    },
  );

  it('is nobody else’s business', async () => {
    const { id } = await past.order({ userId: ada.id, partId });
    const path = `/orders/${id}/invoice`;
    const eve = await shop.customer();
    expect(await shop.call('GET', path, { as: eve })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect((await shop.call('GET', path)).status).toBe(401);
    expect((await shop.call('GET', `/admin${path}`, { as: ada })).status).toBe(403);
    const stock = await shop.staff(['stock:read']);
    expect((await shop.call('GET', `/admin${path}`, { as: stock })).status).toBe(403);
    expect((await shop.call('GET', path, { as: await shop.staff() })).status).toBe(404);
  });

  it('is shown to staff who may read orders', async () => {
    const { id } = await past.order({ userId: ada.id, partId });
    const own = await download(`/orders/${id}/invoice`, ada);
    const staff = await shop.staff(['orders:read']);
    const seen = await download(`/admin/orders/${id}/invoice`, staff);
    expect(seen.bytes.equals(own.bytes)).toBe(true);
    const nothing = '/admin/orders/0190a000-0000-7000-8000-000000000009/invoice';
    expect((await shop.call('GET', nothing, { as: staff })).status).toBe(404);
  });
});
