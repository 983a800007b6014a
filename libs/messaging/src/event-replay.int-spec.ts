import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StockDepleted, StockLow, StockUpdated, TOPICS } from '@tandem/contracts';
import { startService, type RunningService } from '@tandem/http';
import { createTestDatabase, type TestDatabase } from '@tandem/testing';
import { EventReplay, type PastEvent } from './event-replay.js';
import { HandlesAgain, NeverAgain } from './handles-again.js';
import { EVENT_TRANSPORT } from './messaging.module.js';
import { OnEvent, OnEventBatch } from './on-event.js';
import type { BatchContext, EventContext, HandledEvent } from './runner.js';
import { deadLetterEndsSql, inboxSql, outboxSql } from './sql.js';
import { stock, stockConsumer } from './spec-support.js';
import type { EventTransport } from './transport.js';

class Tables1700000000001 {
  name = 'Tables1700000000001';
  up = async (runner: { query(sql: string): Promise<unknown> }): Promise<void> => {
    await runner.query('create table effects (part_id int, event_id uuid, snapshot boolean)');
    await runner.query(outboxSql('inventory') + inboxSql('inventory'));
    await runner.query(deadLetterEndsSql('inventory'));
  };
  down = async (): Promise<void> => undefined;
}

let broken = -1;

@Controller()
class Projection {
  @HandlesAgain()
  @OnEventBatch(StockUpdated)
  async onStock(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    for (const { data, event } of events) {
      if (data['part_id'] === broken) throw new TypeError('cannot count it');
      await tx.execute('insert into effects values ($1, $2, $3)', [
        data['part_id'],
        event.id,
        event.snapshot,
      ]);
    }
  }

  @NeverAgain('Staff would get a mail.')
  @OnEvent(StockDepleted)
  async onDepleted(): Promise<void> {}

  @OnEvent(StockLow)
  async onLow(_: unknown, { tx }: EventContext): Promise<void> {
    await tx.execute('insert into effects values (0, null, false)');
  }
}

// Real: a service with its inbox and PostgreSQL, on the bus of this process.
describe('events of the past', () => {
  let db: TestDatabase;
  let service: RunningService;
  let replays: EventReplay;

  beforeAll(async () => {
    db = await createTestDatabase('t_replay', [
      { schema: 'inventory', migrations: [Tables1700000000001] },
    ]);
    service = await startService(stockConsumer('counter', Projection), {
      CONSUMER_DATABASE_URL: db.urlOf('inventory'),
      TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
      LOG_LEVEL: 'fatal',
    });
    replays = service.app.get(EventReplay, { strict: false });
  });
  afterAll(async () => {
    await service?.stop();
    await db?.drop();
  });

  const past = (partId: number, type: string = StockUpdated.type): PastEvent => ({
    id: randomUUID(),
    type,
    topic: TOPICS.stock,
    subject: String(partId),
    time: new Date().toISOString(),
    correlation_id: null,
    data: JSON.stringify(stock(partId, 1)),
  });
  const effects = (partId: number) =>
    db.query('select event_id, snapshot from inventory.effects where part_id = $1', [partId]);

  it('are handled once more, once for each replay, and tell that nothing has changed', async () => {
    const event = past(1);
    await service.app
      .get<EventTransport>(EVENT_TRANSPORT, { strict: false })
      .publish(TOPICS.stock, [
        {
          key: '1',
          value: Buffer.from(event.data),
          headers: { ce_id: event.id, ce_type: event.type, ce_time: event.time },
        },
      ]);
    const first = { event_id: event.id, snapshot: false };
    expect(await effects(1)).toEqual([first]);
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await replays.replay(one, [event])).toEqual({ handled: 1, repeated: 0, ignored: 0 });
    // The answer may have been lost.
    const again = await Promise.all([replays.replay(one, [event]), replays.replay(one, [event])]);
    expect(again.map(({ repeated }) => repeated)).toEqual([1, 1]);
    expect(await replays.replay(other, [event])).toMatchObject({ handled: 1 });
    const replayed = { event_id: event.id, snapshot: true };
    expect(await effects(1)).toEqual([first, replayed, replayed]);
  });

  it('that had not arrived yet are not handled a second time when they do', async () => {
    const event = past(2);
    await replays.replay(randomUUID(), [event]);
    await service.app
      .get<EventTransport>(EVENT_TRANSPORT, { strict: false })
      .publish(TOPICS.stock, [
        {
          key: '2',
          value: Buffer.from(event.data),
          headers: { ce_id: event.id, ce_type: event.type, ce_time: event.time },
        },
      ]);
    expect(await effects(2)).toHaveLength(1);
  });

  it('are refused as a whole where one of them must not be handled twice, with the reason', async () => {
    const refused = (type: string) =>
      replays.replay(randomUUID(), [past(3), past(3, type)]).catch((error: Error) => error);
    expect(await refused(StockDepleted.type)).toMatchObject({
      code: 'replay_refused',
      message: 'stock.depleted: Staff would get a mail.',
    });
    expect(await refused(StockLow.type)).toMatchObject({
      code: 'replay_refused',
      message: 'stock.low: It has not been said that this is safe.',
    });
    expect(await effects(3)).toEqual([]);
    expect(await replays.replay(randomUUID(), [past(3, 'user.deleted')])).toEqual({
      handled: 0,
      repeated: 0,
      ignored: 1,
    });
  });

  it('end at the first that fails, which is named; those before it were handled', async () => {
    broken = 5;
    const [fine, bad, behind] = [past(4), past(5), past(6)];
    const id = randomUUID();
    const failure = await replays.replay(id, [fine, bad, behind]).catch((error: Error) => error);
    expect(failure).toMatchObject({
      code: 'replay_failed',
      message: expect.stringContaining(`Event ${bad.id} failed: TypeError: cannot count it`),
    });
    expect(await effects(4)).toHaveLength(1);
    expect(await effects(6)).toEqual([]);
    broken = -1;
    expect(await replays.replay(id, [fine, bad, behind])).toMatchObject({
      handled: 2,
      repeated: 1,
    });
  });
});
