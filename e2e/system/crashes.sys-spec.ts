import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, eventually, type Part, Staff } from './client.js';
import { testHome } from './home.js';
import { produce, readTopic } from './kafka.js';
import { Shopper } from './shopper.js';

const STOCK = 'tandem.inventory.stock';

/** What Tandem promises while things break: processes are killed, Redis and Kafka go away. */
describe('whatever crashes, no edit and no event is lost', () => {
  let stack: StackHandle;
  let staff: Staff;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('crashes'),
      mode: 'distributed',
      frontDoors: 'free',
    });
    staff = await Staff.signIn(stack.info.admin);
  });
  afterAll(() => stack?.stop());

  const shopRead = (id: number) => call<Part>(`${stack.info.shop}/api/v1/parts/${id}`);

  /** Every version the database holds is on Kafka under one id, and nothing else is. */
  async function expectEveryCommitOnKafka(partId: number): Promise<void> {
    const { version } = (await staff.stock(partId)).body;
    await eventually(async () => {
      const events = (await readTopic(stack.info.kafka!, STOCK)).filter(
        (event) => event.type === 'stock.updated' && event.data.part_id === partId,
      );
      const ids = new Map<number, Set<string>>();
      for (const event of events) {
        ids.set(event.data.version, (ids.get(event.data.version) ?? new Set()).add(event.id));
      }
      expect([...ids.values()].every((set) => set.size === 1)).toBe(true);
      const versions = [...ids.keys()].sort((a, b) => a - b);
      // Version 1 is the empty row that a part begins with; it is no change.
      const wanted = Array.from({ length: version }, (_, i) => i + 1).slice(-versions.length);
      expect(versions).toEqual(wanted);
      expect(versions.length).toBeGreaterThanOrEqual(version - 1);
    });
  }

  async function expectPageRight(shopper: Shopper, partId: number): Promise<void> {
    const { body: truth } = await staff.stock(partId);
    await eventually(async () => {
      const last = shopper.of('stock.updated').at(-1);
      expect([last?.version, last?.data.current_stock]).toEqual([
        truth.version,
        truth.current_stock,
      ]);
      expect((await shopRead(partId)).body.stock.current_stock).toBe(truth.current_stock);
    });
    const versions = shopper.of('stock.updated').map((event) => event.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  }

  it('kill -9 of each service in turn during 500 edits (100 in CI)', async () => {
    const part = await staff.createPart('Unkillable axle', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const victims = ['inventory', 'realtime-gateway', 'catalog', 'auth'];
    const edits = proofSize(500, 100);
    const apart = edits / 5;
    let accepted: number | undefined;
    for (let i = 1; i <= edits; i += 1) {
      if (i % apart === apart / 2) {
        await stack.kill(victims[Math.floor(i / apart) % victims.length]!);
      }
      const put = await eventually(async () => {
        const answer = await staff.putStock(part.id, { current_stock: 1000 + i });
        if (answer.status >= 500) throw new Error(`answer ${answer.status}`);
        return answer;
      });
      expect(put.status).toBe(200);
      accepted = put.body.current_stock;
    }
    expect((await staff.stock(part.id)).body.current_stock).toBe(accepted);
    await expectEveryCommitOnKafka(part.id);
    await expectPageRight(shopper, part.id);
    shopper.close();
  });

  it('Redis stops and starts during edits: writes and reads keep answering, nothing is stale after', async () => {
    const part = await staff.createPart('Redis-proof relay', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    for (let i = 1; i <= 150; i += 1) {
      if (i === 30) await stack.stopBackingService('redis');
      if (i === 110) await stack.startBackingService('redis');
      const put = await staff.putStock(part.id, { current_stock: 100 + i });
      expect(put.status).toBe(200);
      // Under the fault a read may lag, by one second at most.
      await eventually(async () => {
        const read = await shopRead(part.id);
        expect([read.status, read.body.stock.current_stock]).toEqual([200, 100 + i]);
      }, 1_000);
    }
    await expectPageRight(shopper, part.id);
    shopper.close();
  });

  it('Kafka stops and starts during edits: writes and reads keep answering, everything catches up', async () => {
    const part = await staff.createPart('Kafka-proof fuse', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    for (let i = 1; i <= 150; i += 1) {
      if (i === 30) await stack.stopBackingService('kafka');
      if (i === 120) await stack.startBackingService('kafka');
      const put = await staff.putStock(part.id, { current_stock: 100 + i });
      expect(put.status).toBe(200);
      expect((await shopRead(part.id)).body.stock.current_stock).toBe(100 + i);
    }
    await expectEveryCommitOnKafka(part.id);
    await expectPageRight(shopper, part.id);
    shopper.close();
  });

  it('a message that cannot be handled is set aside with its reason, and those behind it are handled', async () => {
    const part = await staff.createPart('Poison-proof pump', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const poison = `00000000-0000-7000-8000-${String(Date.now()).padStart(12, '0').slice(-12)}`;
    await produce(stack.info.kafka!, STOCK, {
      key: String(part.id),
      value: '{"part_id": "not a number"}',
      headers: {
        ce_specversion: '1.0',
        ce_id: poison,
        ce_type: 'stock.updated',
        ce_source: '/elsewhere',
        ce_subject: String(part.id),
        ce_time: new Date().toISOString(),
        'content-type': 'application/json',
      },
    });
    const put = await staff.putStock(part.id, { current_stock: 77 });
    await eventually(async () => {
      expect(shopper.of('stock.updated').at(-1)?.version).toBe(put.body.version);
    });
    await eventually(async () => {
      const dead = (await readTopic(stack.info.kafka!, `${STOCK}.dlq`)).filter(
        (event) => event.headers['x-original-id'] === poison,
      );
      expect(dead.map(({ headers }) => headers['x-group'])).toContainEqual(
        expect.stringContaining('realtime'),
      );
      for (const { headers } of dead) expect(headers['x-error']).toBeTruthy();
    });
    shopper.close();
  });

  it('a money message that order gave up on is in the public list and is retried from there', async () => {
    const poison = randomUUID();
    await produce(stack.info.kafka!, 'tandem.sync.g2a', {
      key: randomUUID(),
      value: '{"payment_id": "not a payment"}',
      headers: {
        ce_specversion: '1.0',
        ce_id: poison,
        ce_type: 'g2a.payment.updated',
        ce_source: '/elsewhere',
        ce_time: new Date().toISOString(),
        'content-type': 'application/json',
      },
    });
    const letters = `${stack.info.admin}/api/v1/admin/events/dead-letters`;
    type Letter = {
      id: string;
      event_id: string;
      service: string;
      attempts: number;
      error: string;
    };
    const find = async () => {
      const { body } = await call<{ items: Letter[]; unavailable: string[] }>(
        `${letters}?service=order`,
        { token: staff.token },
      );
      expect(body.unavailable).toEqual([]);
      const found = body.items.find(({ event_id }) => event_id === poison);
      expect(found).toMatchObject({ service: 'order', error: expect.stringMatching('payment_id') });
      return found!;
    };
    const { id, attempts } = await eventually(find);
    const retried = await call(`${letters}/order.${id}/retry`, {
      method: 'POST',
      token: staff.token,
    });
    expect(retried).toMatchObject({ status: 409, body: { code: 'retry_failed' } });
    expect((await find()).attempts).toBe(attempts + 1);
  });
});
