import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, transaction, Database, Tx } from '@tandem/persistence';
import { createTestDatabase, eventually } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { knownParts, notePartVersions, UNKNOWN, withNews } from '../ingest/part-versions.js';
import type { PartKnowledge, PartNews } from '../ingest/part-versions.js';
import { migrations } from '../migrations/all.js';
import { entry } from '../testing/entries.js';
import { EventLog } from './event-log.js';
import type { LogEntry } from './log-entry.js';
import { LogTailer } from './log-tailer.js';

// Real here: PostgreSQL, with the service's own role.
describe('the recent-event log', () => {
  let db: TestDatabase;
  let ds: Database;
  let log: EventLog;

  beforeAll(async () => {
    db = await createTestDatabase('t_rt', [{ schema: 'realtime', migrations }]);
    ds = await openDatabase({
      url: db.urlOf('realtime'),
      schema: 'realtime',
      applicationName: 'event-log-spec',
    });
    log = new EventLog(ds);
  });
  afterAll(async () => {
    await ds.close();
    await db.drop();
  });

  async function append(over: Partial<LogEntry> = {}) {
    const added = entry(1, over);
    await transaction(ds, (tx) => log.append(tx, added));
    return added.eventId;
  }

  it('never lets a follower go past a change whose commit is slow', async () => {
    const seen: string[] = [];
    const tailer = new LogTailer({
      source: log,
      pollMs: 5,
      onEntry: ({ eventId }) => seen.push(eventId),
      onError: (error) => expect(error).toBeUndefined(),
    });
    await tailer.start();

    const slow = ds.dataSource.createQueryRunner();
    await slow.startTransaction();
    const first = entry(1);
    await log.append(new Tx(slow), first);
    let second = '';
    const overtaking = append().then((id) => (second = id));
    // Either the second change waits for the first, or it overtakes it and is delivered.
    await eventually(async () => {
      if (second) return expect(seen).toContain(second);
      const waiting = await db.query(
        `select 1 from pg_stat_activity
          where datname = current_database() and wait_event = 'advisory' and query like 'insert into event_log%'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await slow.commitTransaction();
    await slow.release();
    await overtaking;
    await eventually(() => expect(seen).toEqual([first.eventId, second]));
    await tailer.stop();
  });

  it('holds an event once, however often it is delivered', async () => {
    const id = await append();
    await append({ eventId: id });
    const rows = await db.query('select 1 from realtime.event_log where event_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('gives back what it was given', async () => {
    const given = entry(1, {
      partId: 9,
      subject: '9',
      lists: ['parts', 'category:brakes'],
      correlationId: 'c-12345678',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    await append(given);
    const [found] = await log.newest({ subject: '9' }, 1);
    expect(found).toEqual({ ...given, seq: expect.any(Number) });
  });

  it('lists newest first, by topic, type, subject and time', async () => {
    const ids = [
      await append({ subject: '77' }),
      await append({ subject: '77', type: 'stock.low' }),
    ];
    const idsOf = async (filter: Parameters<EventLog['newest']>[0]) =>
      (await log.newest(filter, 10)).map(({ eventId }) => eventId);
    expect(await idsOf({ subject: '77' })).toEqual([ids[1], ids[0]]);
    expect(await idsOf({ subject: '77', type: 'stock.low' })).toEqual([ids[1]]);
    expect(await idsOf({ subject: '77', topic: 'other' })).toEqual([]);
    expect(await idsOf({ subject: '77', from: new Date('2999-01-01T00:00:00Z') })).toEqual([]);
    const [newest] = await log.newest({ subject: '77' }, 1);
    expect(await idsOf({ subject: '77', before: newest!.seq })).toEqual([ids[0]]);
  });

  it('drops the oldest positions beyond its size', async () => {
    const ids = [];
    for (let n = 0; n < 10; n += 1) ids.push(await append());
    await log.prune(24, 4);
    const left = await log.newest({}, 100);
    expect(left.map(({ eventId }) => eventId)).toEqual(ids.slice(-4).reverse());
    expect(await log.positionOf(ids[0]!)).toBeNull();
  });

  it('notes the newest versions of a part; an older event lowers nothing', async () => {
    // As the consumer does: look, add the news, note; and answer what was known before.
    const note = (news: PartNews) =>
      transaction(ds, async (tx) => {
        const before = (await knownParts(tx, [news.partId])).get(news.partId);
        await notePartVersions(tx, new Map([[news.partId, withNews(before, news)]]));
        return before ?? UNKNOWN;
      });
    const partId = 500;
    expect(await note({ partId, stockVersion: 7 })).toMatchObject({
      stockVersion: 0,
      isPublic: true,
    });
    await note({ partId, contentVersion: 4, lists: ['parts'], isPublic: false });
    await note({ partId, contentVersion: 2, lists: ['games'], isPublic: true });
    await note({ partId, stockVersion: 3 });
    expect(await note({ partId, stockVersion: 8 })).toEqual({
      stockVersion: 7,
      contentVersion: 4,
      lists: ['parts'],
      isPublic: false,
    });
  });

  it('notes nothing older than what another instance has noted meanwhile', async () => {
    const partId = 501;
    const noted = (known: PartKnowledge) =>
      transaction(ds, (tx) => notePartVersions(tx, new Map([[partId, known]])));
    await noted({ stockVersion: 9, contentVersion: 4, lists: ['parts'], isPublic: false });
    await noted({ stockVersion: 10, contentVersion: 3, lists: ['games'], isPublic: true });
    const known = await transaction(ds, (tx) => knownParts(tx, [partId]));
    expect(known.get(partId)).toEqual({
      stockVersion: 10,
      contentVersion: 4,
      lists: ['parts'],
      isPublic: false,
    });
  });

  it('remembers whose roles changed since a token was issued', async () => {
    const userId = randomUUID();
    await append({ subject: userId, type: 'user.role_changed', partId: null });
    const since = (time: string) => log.holdsSince(userId, ['user.role_changed'], new Date(time));
    expect(await since('2025-12-31T23:59:59Z')).toBe(true);
    expect(await since('2026-01-01T00:00:01Z')).toBe(false);
  });
});
