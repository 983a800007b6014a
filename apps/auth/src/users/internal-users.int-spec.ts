import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceToken, type Problem } from '@tandem/testing';
import { AuthStack, type Caller } from '../testing/auth-service.js';
import type { ContactList, ContactView } from './users.dto.js';

const NOBODY = '0198c5a0-0000-7000-8000-00000000ffff';

let stack: AuthStack;
let orders: Caller;
let ada: ContactView;
let bob: ContactView;

beforeAll(async () => {
  stack = await AuthStack.open();
  await stack.seed();
  const join = async (email: string): Promise<ContactView> => {
    const { id, display_name } = (await stack.caller().register(email)).body.user;
    return { id, display_name, email, email_confirmed: false };
  };
  ada = await join('ada@example.com');
  bob = await join('bob_100%@example.com');
  orders = stack.caller();
  orders.token = await serviceToken('order', 'auth');
});
afterAll(() => stack?.close());

const ask = <T = ContactList>(query: string) => orders.call<T>('GET', `/internal/users${query}`);

describe('another service that writes to a customer', () => {
  it('asks for one by id, and gets the name, the address and whether it is confirmed, only', async () => {
    expect(await ask(`/${ada.id}`)).toMatchObject({ status: 200 });
    expect((await ask<ContactView>(`/${ada.id}`)).body).toEqual(ada);
    expect((await ask<Problem>(`/${NOBODY}`)).status).toBe(404);
  });

  it('learns that an address was confirmed', async () => {
    await stack.database.query(`update auth.users set email_confirmed_at = now() where id = $1`, [
      bob.id,
    ]);
    bob = { ...bob, email_confirmed: true };
    expect((await ask<ContactView>(`/${bob.id}`)).body).toEqual(bob);
  });

  it('asks for several at once; who is unknown is left out', async () => {
    const { body } = await ask(`?ids=${bob.id.toUpperCase()},${NOBODY},${ada.id}`);
    expect(body.items).toHaveLength(2);
    expect(body.items).toEqual(expect.arrayContaining([ada, bob]));
  });

  it('finds people by what begins a word of the name or the address, whatever signs are in it', async () => {
    expect((await ask('?q=ADA@EXAM')).body.items).toEqual([ada]);
    expect((await ask(`?q=${encodeURIComponent('100%@')}`)).body.items).toEqual([bob]);
    expect((await ask(`?q=${encodeURIComponent('bobx100')}`)).body.items).toEqual([]);
    expect((await ask('?q=example.com')).body.items).toEqual([ada, bob]);
  });

  it('gets a hundred at most', async () => {
    await stack.database.query(
      `insert into auth.users (id, email, password_hash, display_name)
       select gen_random_uuid(), 'many' || n || '@example.org', u.password_hash, 'Many'
         from auth.users u, generate_series(1, 120) n where u.email = 'admin@tandem.test'`,
    );
    expect((await ask('?q=many')).body.items).toHaveLength(100);
  });

  it.each([
    ['nothing named', ''],
    ['both named', `?ids=${NOBODY}&q=a`],
    ['no id', '?ids='],
    ['an id that is none', '?ids=x'],
    ['something like an id', `?ids=${'-'.repeat(36)}`],
    ['101 ids', `?ids=${Array(101).fill(NOBODY).join()}`],
  ])('is refused with %s', async (_what, query) => {
    const { status, body } = await ask<Problem>(query);
    expect({ status, field: body.errors![0]!.field }).toEqual({ status: 422, field: 'ids' });
  });

  it.each([
    ['nothing to look for', '?q='],
    ['an endless search', `?q=${'x'.repeat(255)}`],
    ['a search for NUL', '?q=%00'],
  ])('is refused with %s', async (_what, query) => {
    const { status, body } = await ask<Problem>(query);
    expect({ status, field: body.errors![0]!.field }).toEqual({ status: 422, field: 'q' });
  });

  it('is the only one who gets in: no customer, no admin, nobody', async () => {
    const customer = stack.caller();
    await customer.login(ada.email);
    for (const caller of [stack.caller(), customer, await stack.staff('admin')]) {
      for (const path of [`/${ada.id}`, `?ids=${ada.id}`, '?q=ada']) {
        expect((await caller.call('GET', `/internal/users${path}`)).status).toBe(401);
      }
    }
  });
});
