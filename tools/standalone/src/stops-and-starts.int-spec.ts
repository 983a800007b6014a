import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InboxStrategy } from '@tandem/messaging';
import { SERVICES } from '@tandem/config/services';
import {
  eventually,
  proofSize,
  testTokens,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { Hosting, type HostedService } from './hosting.ts';
import { hostedServices } from './testing/hosted.ts';
import { databaseOfAll } from './testing/migrated.ts';

const CATEGORY = randomUUID();

/** Who publishes and who handles what the edits cause: stopping the others as well would only take longer. */
const BUSY = ['catalog', 'inventory', 'realtime-gateway'];

/** Which service is asked, for what, and the n-th change. */
type Edit = [service: string, request: string, bodyOf: (n: number) => Record<string, unknown>];

/** Real: services in this process as the standalone form has them, at the end all of them, and PostgreSQL. */
describe('the standalone form is stopped and started in the middle of edits', () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let services: HostedService[];
  let token: string;
  let edits: Edit[];

  beforeAll(async () => {
    database = await databaseOfAll('t_standalone');
    tokens = await testTokens();
    services = hostedServices(database, tokens);
    await database.query(`insert into catalog.categories (id, slug, name) values ($1, 'r', 'R')`, [
      CATEGORY,
    ]);
    const [part] = await database.query<{ id: number }>(
      `insert into catalog.parts (kind, sku, slug, part_name, price_minor, currency)
       values ('physical', 'R-1', 'r-1', 'Restless rotor', 1000, 'EUR') returning id`,
    );
    edits = [
      ['inventory', `PUT /parts/${part!.id}/stock`, (n) => ({ current_stock: n })],
      ['catalog', 'POST /parts', () => newPart(randomUUID())],
    ];
  });
  afterAll(async () => {
    await tokens.close();
    await database.drop();
  });

  function newPart(sku: string) {
    return {
      kind: 'physical',
      sku,
      part_name: 'Restless rotor',
      description: '',
      category_id: CATEGORY,
      price: { amount: '10.00', currency: 'EUR' },
      specifications: [],
      status: 'active',
    };
  }

  /** Writes for as long as `going()`, whether the service is there or not. */
  async function edit(
    hosting: Hosting,
    [service, request, bodyOf]: Edit,
    going: () => boolean,
    onAnswer: () => void,
  ): Promise<void> {
    const [method, path] = request.split(' ');
    for (let n = 1; going(); n += 1) {
      // Staff are no load test: the stops are what this is about.
      await pause(10);
      const url = hosting.running.get(service)?.url;
      if (!url) continue;
      const answer = await fetch(`${url}/api/v1/admin${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(n)),
      }).catch(() => undefined);
      if (answer?.ok) onAnswer();
      else if (answer && answer.status < 500) throw new Error(await answer.text());
    }
  }

  async function waiting(): Promise<number> {
    const [row] = await database.query<{ n: number }>(
      `select sum(n)::int as n from (${SERVICES.map(
        ({ schema }) => `select count(*) as n from ${schema}.outbox where published_at is null`,
      ).join(' union all ')}) as outboxes`,
    );
    return row!.n;
  }

  /**
   * What was published and never came to a service that handles its type: of the busy ones anything, of the others
   * what was published since they were there. What came before has only its place in the bus's memory, which is bounded.
   */
  async function lost(hosting: Hosting, allThereSince: Date): Promise<unknown[]> {
    const events = SERVICES.map(
      ({ schema }) => `select id, type, published_at from ${schema}.outbox`,
    ).join(' union all ');
    const missing = await Promise.all(
      SERVICES.map(({ name, schema }) => {
        const inbox = hosting.running.get(name)!.app.get(InboxStrategy, { strict: false });
        return database.query(
          `select $1 as consumer, type, count(*)::int as events from (${events}) as sent
            where type = any($2) and ($3 or published_at >= $4)
              and not exists (select from ${schema}.inbox where consumer = $1 and event_id = sent.id)
            group by type`,
          [name, [...inbox.getHandlers().keys()], BUSY.includes(name), allThereSince],
        );
      }),
    );
    return missing.flat();
  }

  const rounds = proofSize(1000, 30);
  const timeout = rounds * 30_000;

  it(
    `${rounds} times: every event that was committed comes to every service that handles it`,
    async () => {
      const busy = services.filter(({ name }) => BUSY.includes(name));
      for (let round = 1; round <= rounds; round += 1) {
        const hosting = new Hosting();
        // A token ends after a quarter of an hour, before a thousand rounds do.
        token = await tokens.tokenFor({
          roles: ['admin'],
          permissions: ['content:write', 'stock:write'],
        });
        let going = true;
        const answered = new Set<Edit>();
        const editing = edits.map((one) =>
          edit(
            hosting,
            one,
            () => going,
            () => answered.add(one),
          ),
        );
        await hosting.start(busy);
        await eventually(() => answered.size === edits.length);
        await hosting.stop();
        going = false;
        await Promise.all(editing);
      }
      const hosting = new Hosting();
      const [now] = await database.query<{ at: Date }>('select clock_timestamp() as at');
      await hosting.start(services);
      try {
        for (const one of edits) {
          let answered = false;
          await edit(
            hosting,
            one,
            () => !answered,
            () => (answered = true),
          );
        }
        await eventually(async () => expect(await waiting()).toBe(0), { timeoutMs: 120_000 });
        expect(await lost(hosting, now!.at)).toEqual([]);
        const [log] = await database.query<{ n: number }>(
          'select count(*)::int as n from inventory.outbox where id not in (select event_id from realtime.event_log)',
        );
        expect(log).toEqual({ n: 0 });
      } finally {
        await hosting.stop();
      }
    },
    timeout,
  );
});
