import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContentUpdateFailed, TOPICS, UserDeleted, type EventData } from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { Producer } from '../testing/producer.js';
import { MOST_NOTICES } from './notices.js';

// Real here: PostgreSQL, Kafka, Redis, WebSocket connections, signed tokens. Two instances.
describe('a failed update', () => {
  let bench: GatewayBench;
  let producer: Producer;

  beforeAll(async () => {
    bench = await GatewayBench.open();
    producer = new Producer(bench.prefix);
    await producer.ready();
    bench.onClose(() => producer.close());
    await bench.start();
    await bench.start();
  });
  afterAll(() => bench.close());

  const tokenOf = (userId: string) =>
    bench.tokens.tokenFor({ userId, roles: ['content'], permissions: ['content:read'] });
  const page = async (userId: string, instance = 0) =>
    bench.connect(bench.instances[instance]!.url, {
      namespace: '/admin',
      auth: { token: await tokenOf(userId) },
    });
  const failed = (account_id: string, run_id = randomUUID(), detail = 'It failed. Try again.') => {
    const data: EventData<typeof ContentUpdateFailed> = {
      ...{ subject: `import:${run_id}`, version: 1, account_id, update: 'import', part_id: null },
      ...{ run_id, retrying: false, detail },
    };
    const { type } = ContentUpdateFailed;
    return producer.send({ topic: TOPICS.part, type, subject: data.subject, data });
  };
  const list = async (userId: string, instance = 0) => {
    const as = { token: await tokenOf(userId) };
    const { body } = await bench.call<{ items: { id: string; detail: string }[] }>(
      'GET',
      '/admin/notices',
      { as, instance },
    );
    return body.items;
  };
  const dismiss = async (userId: string, id: string) =>
    bench.call('DELETE', `/admin/notices/${id}`, { as: { token: await tokenOf(userId) } });

  it('is told to its author on every page, on every instance, and to nobody else', async () => {
    const [author, other] = [randomUUID(), randomUUID()];
    const mine = [await page(author), await page(author, 1)];
    const others = await page(other);
    const id = await failed(author);
    await eventually(() => {
      for (const one of mine) expect(one.ids('notice')).toEqual([id]);
    });
    // What came later has come, so the other page has been passed by.
    const later = await failed(other);
    await eventually(() => expect(others.ids('notice')).toEqual([later]));
    expect(await list(author, 1)).toMatchObject([{ id, detail: 'It failed. Try again.' }]);
    expect(await list(other)).toMatchObject([{ id: later }]);
  });

  it('stays until its author dismisses it, and stands there once', async () => {
    const [author, other, run] = [randomUUID(), randomUUID(), randomUUID()];
    await failed(author, run);
    const again = await failed(author, run, 'It failed again.');
    await eventually(async () =>
      expect(await list(author)).toMatchObject([{ id: again, detail: 'It failed again.' }]),
    );
    expect((await dismiss(other, again)).status).toBe(204);
    expect(await list(author)).toHaveLength(1);
    expect((await dismiss(author, again)).status).toBe(204);
    expect(await list(author)).toEqual([]);
    expect((await dismiss(author, again)).status).toBe(204);
  });

  it('is forgotten with the account of its author, and with no other', async () => {
    const [author, other] = [randomUUID(), randomUUID()];
    await failed(author);
    await failed(other);
    await eventually(async () => {
      expect(await list(author)).toHaveLength(1);
      expect(await list(other)).toHaveLength(1);
    });
    const { type, topic } = UserDeleted;
    const data: EventData<typeof UserDeleted> = { user_id: author, version: 3 };
    await producer.send({ topic, type, subject: author, data });
    await eventually(async () => expect(await list(author)).toEqual([]));
    expect(await list(other)).toHaveLength(1);
  });

  it('is one of so many at most', async () => {
    const author = randomUUID();
    for (let n = 0; n < MOST_NOTICES + 5; n += 1)
      await failed(author, randomUUID(), `Failure ${n}`);
    await eventually(async () => {
      const kept = await list(author);
      expect(kept).toHaveLength(MOST_NOTICES);
      expect(kept.map(({ detail }) => detail)).toContain(`Failure ${MOST_NOTICES + 4}`);
    });
  });

  it('is for staff who work on content', async () => {
    expect((await bench.call('GET', '/admin/notices')).status).toBe(401);
    const as = { token: await bench.tokens.tokenFor({ permissions: ['stock:read'] }) };
    expect((await bench.call('GET', '/admin/notices', { as })).status).toBe(403);
    expect((await dismiss(randomUUID(), 'x')).status).toBe(422);
  });
});
