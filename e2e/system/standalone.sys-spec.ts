import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import pg from 'pg';
import { call, eventually, Staff, type Answer, type Part, type PartList } from './client.js';
import { testHome } from './home.js';
import { Shopper } from './shopper.js';

describe('the standalone form keeps the same promises in one process', () => {
  let stack: StackHandle;
  let staff: Staff;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('standalone'),
      mode: 'standalone',
      frontDoors: 'free',
    });
    staff = await Staff.signIn(stack.info.admin);
  });
  afterAll(() => stack?.stop());

  it('has neither Kafka nor Redis, and says so', () => {
    expect(stack.info).toMatchObject({ mode: 'standalone', kafka: null, redis: null });
  });

  it('300 stock edits: the part and the list show each at once, and an open page gets them all in order', async () => {
    const part = await staff.createPart('Lonely lever', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const versions: number[] = [];
    for (let i = 1; i <= 300; i += 1) {
      const put = await staff.putStock(part.id, { current_stock: 1000 + i });
      versions.push(put.body.version);
      const detail = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
      const list = await call<PartList>(`${stack.info.shop}/api/v1/parts?q=${part.sku}`);
      expect([
        detail.body.stock.current_stock,
        list.body.items.find((item) => item.id === part.id)?.stock.current_stock,
      ]).toEqual([1000 + i, 1000 + i]);
    }
    await shopper.sawAll(part.id, versions);
    shopper.close();
  });

  it('a content edit reaches the page too', async () => {
    const part = await staff.createPart('Plain pulley', 5);
    await staff.putPart(part.id, { part_name: 'Polished pulley' });
    const { body } = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
    expect(body.part_name).toBe('Polished pulley');
  });

  const stops = proofSize(20, 2);

  it(`${stops} stops in the middle of edits, every second one a kill -9: no consumer misses an event`, async () => {
    const part = await staff.createPart('Restless rotor', 5);
    let going = true;
    const editing = (async () => {
      for (let n = 1; going; n += 1) {
        await Promise.allSettled([
          staff.putStock(part.id, { current_stock: n }),
          staff.putPart(part.id, { part_name: `Restless rotor ${n}` }),
        ]);
      }
    })();
    for (let stop = 1; stop <= stops; stop += 1) {
      const { version } = (await staff.stock(part.id)).body;
      await eventually(async () => {
        expect((await staff.stock(part.id)).body.version).toBeGreaterThan(version + 10);
      });
      if (stop % 2 === 0) await stack.kill('standalone');
      else await stack.restart('standalone');
      await stack.whenReady('standalone');
    }
    going = false;
    await editing;
    await eventually(async () => expect(await undelivered(part.id)).toEqual([]));
  });

  it('no password, token or hash of one comes into the audit log, whichever way it came in', async () => {
    const api = `${stack.info.shop}/api/v1`;
    const planted = {
      email: `planted-${Date.now()}@tandem.test`,
      password: 'planted-Kx7-secret-word',
    };
    const registered = await call<Session>(`${api}/auth/register`, {
      method: 'POST',
      body: planted,
    });
    const signedIn = await call<Session>(`${api}/auth/login`, { method: 'POST', body: planted });
    const cookie = cookieOf(signedIn);
    const refreshed = await call<Session>(`${api}/auth/refresh`, {
      method: 'POST',
      headers: { cookie },
    });
    expect([registered.status, signedIn.status, refreshed.status]).toEqual([201, 200, 200]);
    const tokens = [registered, signedIn, refreshed].flatMap((answer) => [
      answer.body.access_token,
      cookieOf(answer).split('=')[1]!,
    ]);
    const hashes = await rows<{ hash: string }>(
      `select password_hash as hash from auth.users
        union all select encode(token_hash, 'hex') from auth.refresh_tokens
        union all select encode(token_hash, 'hex') from auth.email_confirmations
        union all select encode(private_key_sealed, 'hex') from auth.signing_keys`,
    );
    const secrets = [planted.password, ...tokens, ...hashes.map(({ hash }) => hash)];
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    const entries = `coalesce(old_values::text, '') || coalesce(new_values::text, '')`;
    expect(
      await rows(
        `select table_name, id from operations.audit_entries, unnest($1::text[]) secret where strpos(${entries}, secret) > 0`,
        [secrets],
      ),
    ).toEqual([]);
    // Nor is their address, which could not be taken out again; the log has who it was about.
    expect(
      await rows(`select from operations.audit_entries where strpos(${entries}, $1) > 0`, [
        planted.email,
      ]),
    ).toEqual([]);
    const { id } = registered.body.user;
    expect(
      await rows(
        `select from operations.audit_entries where table_name = 'users' and record_id = $1`,
        [id],
      ),
    ).not.toEqual([]);
  });

  /** What waits to be published, and what the log of realtime never got. */
  const undelivered = (partId: number): Promise<unknown[]> =>
    rows(
      `select type, published_at is not null as published, count(*)::int as events
         from (select * from catalog.outbox union all select * from inventory.outbox) as sent
        where aggregateid = $1
          and (published_at is null or id not in (select event_id from realtime.event_log))
        group by 1, 2`,
      [String(partId)],
    );

  async function rows<T extends pg.QueryResultRow>(
    sql: string,
    values: unknown[] = [],
  ): Promise<T[]> {
    const client = new pg.Client({ connectionString: stack.info.postgres });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
});

interface Session {
  access_token: string;
  user: { id: string };
}

/** The cookie of the session, as a browser sends it back. */
function cookieOf({ headers }: Answer<Session>): string {
  const set = [headers['set-cookie'] ?? []].flat().find((one) => one.includes('refresh'));
  return set!.split(';')[0]!;
}
