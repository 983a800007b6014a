import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import { call, PASSWORD, Staff } from './client.js';
import { testHome } from './home.js';
import { Marketplace, untilAnswered } from './marketplace.js';

jest.setTimeout(300_000);

const GUESTS = proofSize(100, 30);

interface Line {
  part_id: number;
  quantity: number;
}
interface Guest {
  email: string;
  cookie: string;
  lines: Line[];
}
interface SignedIn {
  access_token: string;
  migration: { cart: string; wishlist: string };
}

/** The order service dies while a hundred guests sign in: sign-in never fails, and each cart arrives once. */
describe('guests sign in while the order service is killed', () => {
  let stack: StackHandle;
  let market: Marketplace;
  let parts: number[];

  beforeAll(async () => {
    const home = testHome('guests');
    stack = await startStack({
      home,
      mode: 'distributed',
      frontDoors: 'free',
      calmAfterMs: 1,
      env: { TANDEM_FAULT_FILE: Marketplace.faultFile(home) },
    });
    const staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
    market.disarm();
    parts = [];
    for (let n = 0; n < 6; n += 1) {
      parts.push((await staff.createPart('Homeward bolt', 100_000)).id);
    }
  });
  afterAll(async () => {
    await market?.close();
    await stack?.stop();
  });

  const api = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, options = {}) =>
    call<T>(`${stack.info.shop}/api/v1${path}`, { method, ...options });

  async function register(): Promise<{ email: string; token: string }> {
    const email = `guest-${crypto.randomUUID()}@tandem.test`;
    const { status, body } = await api<SignedIn>('POST', '/auth/register', {
      body: { email, password: PASSWORD },
    });
    if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(body)}`);
    return { email, token: body.access_token };
  }

  /** An account that has one line already, and the same person's browser as a guest with a few more. */
  async function guest(n: number): Promise<Guest> {
    const { email, token } = await register();
    const own = { part_id: parts[n % parts.length]!, quantity: 1 };
    await api('POST', '/cart/items', { token, body: own });
    const count = 1 + (n % 4);
    const lines = Array.from({ length: count }, (_, i) => ({
      part_id: parts[(n * 5 + i) % parts.length]!,
      quantity: 1 + ((n + i) % 3),
    }));
    let cookie = '';
    for (const body of lines) {
      const answer = await api('POST', '/cart/items', {
        body,
        headers: cookie ? { cookie } : {},
      });
      const set = [answer.headers['set-cookie']].flat().find((c) => c?.startsWith('tandem_guest='));
      cookie ||= set?.split(';', 1)[0] ?? '';
    }
    return { email, cookie, lines: [own, ...lines] };
  }

  async function signIn({ email, cookie }: Guest): Promise<SignedIn> {
    const answer = await api<SignedIn>('POST', '/auth/login', {
      body: { email, password: PASSWORD },
      headers: { cookie },
    });
    expect(answer.status).toBe(200);
    return answer.body;
  }

  const summed = (lines: Line[]) => {
    const sums = new Map<number, number>();
    for (const { part_id, quantity } of lines) {
      sums.set(part_id, (sums.get(part_id) ?? 0) + quantity);
    }
    return Object.fromEntries([...sums].sort(([a], [b]) => a - b));
  };

  it.each(['cart.migrate.before-commit', 'cart.migrate.after-commit', 'at any moment'])(
    'killed %s: no item is lost, none is doubled',
    async (point) => {
      const guests: Guest[] = [];
      for (let n = 0; n < GUESTS; n += 1) guests.push(await guest(n));

      if (point !== 'at any moment') market.arm(point);
      const arriving = guests.map(signIn);
      if (point === 'at any moment') await stack.kill('order');
      const signedIn = await Promise.all(arriving);

      if (point !== 'at any moment') expect(market.disarm()).toBe(false);
      const failed = signedIn.filter(({ migration }) => migration.cart === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      await Promise.all(
        signedIn.map(async ({ access_token: token, migration }, n) => {
          const { cookie, lines } = guests[n]!;
          if (migration.cart === 'failed') {
            const finished = await untilAnswered(() =>
              api('POST', '/cart/migrate', { token, headers: { cookie } }),
            );
            expect(finished.status).toBe(200);
          }
          const { body } = await untilAnswered(() =>
            api<{ items: Line[] }>('GET', '/cart', { token }),
          );
          expect(summed(body.items)).toEqual(summed(lines));
          const left = await untilAnswered(() =>
            api<{ items: Line[] }>('GET', '/cart', { headers: { cookie } }),
          );
          expect(left.body.items).toEqual([]);
        }),
      );
    },
  );
});
