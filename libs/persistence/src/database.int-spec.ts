import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { runWithContext } from '@tandem/observability';
import { createTestDatabase, eventually } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { auditTable } from './audit.js';
import { openDatabase } from './data-source.js';
import { PgListener } from './listener.js';
import { migrate } from './migrate.js';
import { grantRead } from './platform.js';
import { actAs, afterCommit, transaction, withCommit } from './transaction.js';

class Parts1700000000001 implements MigrationInterface {
  name = 'Parts1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table parts (id int generated always as identity primary key, name text not null,
         secret text, search text, stock int not null default 0 check (stock >= 0))`,
    );
    await runner.query(auditTable('parts', { redact: ['secret'], omit: ['search'] }));
    await runner.query(`create table jobs (id int primary key, state text, due_at int)`);
    await runner.query(auditTable('jobs', { updatesOf: ['state'] }));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table parts, jobs');
  }
}

class Levels1700000000002 implements MigrationInterface {
  name = 'Levels1700000000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table levels (part_id int references catalog.parts (id), n int)');
    await runner.query('create view stock_public as select part_id, n from levels');
    await runner.query(grantRead('inventory', 'stock_public', 'catalog'));
  }
  async down(): Promise<void> {}
}

interface LogRow {
  table_name: string;
  record_id: string;
  operation: string;
  old_values: Record<string, unknown> | null;
  new_values: Record<string, unknown> | null;
  changed_by: string | null;
  ip_address: string | null;
  user_agent: string | null;
  correlation_id: string | null;
}

const services = [
  { schema: 'inventory', migrations: [Levels1700000000002] },
  { schema: 'catalog', migrations: [Parts1700000000001] },
];

describe('the database of the shop', () => {
  let db: TestDatabase;
  let ds: Database;

  beforeAll(async () => {
    db = await createTestDatabase('t_msg_persistence', services);
    ds = await openDatabase({
      url: db.urlOf('catalog'),
      schema: 'catalog',
      applicationName: 'test',
    });
  });
  afterAll(async () => {
    await ds?.close();
    await db?.drop();
  });

  const lastLog = async () =>
    (
      await db.query<LogRow & pg.QueryResultRow>(
        'select * from audit.data_change_logs order by id desc limit 1',
      )
    )[0]!;

  it('is migrated once, however often and from however many machines that is asked', async () => {
    const options = {
      adminUrl: db.adminUrl,
      services: services.map((s) => ({
        ...s,
        password: 'tandem-test',
      })),
    };
    const results = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    expect(results.every((r) => Object.values(r.applied).flat().length === 0)).toBe(true);
  });

  it('keeps who changed what, from where, with the change itself', async () => {
    const userId = randomUUID();
    await runWithContext(
      { correlationId: 'corr-12345678', actor: { userId, ip: '10.0.0.7', userAgent: 'Firefox' } },
      () =>
        transaction(ds, async (tx) => {
          await tx.query(
            `insert into parts (name, secret, search) values ('Brake', 'hash', 'idx')`,
          );
          await tx.query(`update parts set secret = 'other' where name = 'Brake'`);
        }),
    );
    const log = await lastLog();
    expect(log).toMatchObject({
      table_name: 'parts',
      operation: 'UPDATE',
      changed_by: userId,
      ip_address: '10.0.0.7',
      user_agent: 'Firefox',
      correlation_id: 'corr-12345678',
    });
    expect(log.old_values).toMatchObject({ name: 'Brake', secret: '[redacted]' });
    expect(log.new_values).toMatchObject({ secret: '[redacted, changed]' });
    expect(log.new_values).not.toHaveProperty('search');
  });

  it('leaves out updates that only steer the work, where a table says which ones tell something', async () => {
    await ds.query(`insert into jobs values (1, 'open', 10)`);
    await ds.query(`update jobs set due_at = 20, state = 'open'`);
    await ds.query(`update jobs set due_at = null, state = null`);
    await ds.query(`delete from jobs`);
    const logs = await db.query(
      `select operation, old_values ->> 'due_at' as due_at, new_values ->> 'state' as state
         from audit.data_change_logs where table_name = 'jobs' order by id`,
    );
    expect(logs).toEqual([
      { operation: 'INSERT', due_at: null, state: 'open' },
      { operation: 'UPDATE', due_at: '20', state: null },
      { operation: 'DELETE', due_at: null, state: null },
    ]);
  });

  it('keeps who did what when one transaction does the work of several', async () => {
    const people = [randomUUID(), randomUUID()];
    await transaction(ds, async (tx) => {
      for (const [n, userId] of people.entries()) {
        await withCommit(
          tx,
          actAs({ correlationId: `together-${n}`, actor: { userId, ip: null, userAgent: null } }),
        );
        await withCommit(tx, {
          name: 'rename_together',
          text: `update parts set name = name || $1 where id = 1`,
          values: [String(n)],
        });
      }
    });
    const logged = await db.query(
      `select changed_by, correlation_id from audit.data_change_logs where correlation_id like 'together-%' order by id`,
    );
    expect(logged).toEqual(
      people.map((changed_by, n) => ({ changed_by, correlation_id: `together-${n}` })),
    );
  });

  it('forgets the actor when the transaction ends', async () => {
    await ds.query(`insert into parts (name) values ('Pedal')`);
    expect(await lastLog()).toMatchObject({
      operation: 'INSERT',
      changed_by: null,
      ip_address: null,
    });
  });

  it('takes the log entry back together with the change', async () => {
    const before = await lastLog();
    await expect(
      transaction(ds, async (tx) => {
        await tx.query(`insert into parts (name) values ('Ghost')`);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await lastLog()).toEqual(before);
  });

  it('puts a change on record when somebody works around the code', async () => {
    await db.query(`delete from catalog.parts where name = 'Pedal'`);
    expect(await lastLog()).toMatchObject({ operation: 'DELETE', new_values: null });
  });

  it('lets a service change neither the log, nor another schema, nor its own tables’ shape', async () => {
    const denied = /permission denied|must be owner/;
    await expect(ds.query('delete from audit.data_change_logs')).rejects.toThrow(denied);
    await expect(ds.query('select * from audit.data_change_logs')).rejects.toThrow(denied);
    await expect(ds.query(`delete from change_log`)).rejects.toThrow(denied);
    await expect(ds.query('select * from inventory.levels')).rejects.toThrow(denied);
    await expect(ds.query('create table mine (id int)')).rejects.toThrow(denied);
    await expect(ds.query('alter table parts disable trigger all')).rejects.toThrow(denied);
    await expect(ds.query('truncate parts')).rejects.toThrow(denied);
  });

  it('lets a service read its own history and the views others publish', async () => {
    expect(
      (await ds.query(`select * from change_log where table_name = 'parts'`)).length,
    ).toBeGreaterThan(0);
    expect(await ds.query('select * from inventory.stock_public')).toEqual([]);
  });

  it('runs a transaction again that lost a deadlock', async () => {
    await ds.query(`insert into parts (name) values ('A'), ('B')`);
    let attempts = 0;
    let locked = 0;
    let bothHoldOne = () => {};
    const untilBothHoldOne = new Promise<void>((resolve) => (bothHoldOne = resolve));
    const both = (first: string, second: string) =>
      transaction(ds, async (tx) => {
        attempts++;
        await tx.query('update parts set stock = stock + 1 where name = $1', [first]);
        if ((locked += 1) === 2) bothHoldOne();
        await untilBothHoldOne;
        await tx.query('update parts set stock = stock + 1 where name = $1', [second]);
      });
    await Promise.all([both('A', 'B'), both('B', 'A')]);
    expect(attempts).toBeGreaterThan(2);
    const rows = await ds.query(`select stock from parts where name in ('A', 'B')`);
    expect(rows).toEqual([{ stock: 2 }, { stock: 2 }]);
  });

  it('runs after-commit effects once, and only when the commit stood', async () => {
    const effects: string[] = [];
    await transaction(ds, async (tx) => {
      afterCommit(tx, () => void effects.push('first'));
      afterCommit(tx, () => {
        throw new Error('cache is away');
      });
      afterCommit(tx, async () => void effects.push('second'));
      expect(effects).toEqual([]);
    });
    await transaction(ds, async (tx) => {
      afterCommit(tx, () => void effects.push('never'));
      throw new Error('no');
    }).catch(() => undefined);
    expect(effects).toEqual(['first', 'second']);
  });

  it('gives every connection back, also after failures', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        transaction(ds, async (tx) => {
          await tx.query(i % 2 ? 'select 1' : 'select 1 / 0');
        }).catch(() => undefined),
      ),
    );
    expect(await ds.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('outlives a connection that breaks in the moment it is handed out', async () => {
    const { master } = ds.dataSource.driver as unknown as { master: pg.Pool };
    await new Promise<void>((resolve, reject) =>
      master.connect((failed, client, release) => {
        if (failed || !client) return reject(failed ?? new Error('no connection'));
        const broken = new Error('terminating connection due to administrator command');
        try {
          client.emit('error', broken);
          resolve();
        } catch (error) {
          reject(error as Error);
        } finally {
          release(broken);
        }
      }),
    );
    expect(await ds.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('hears notifications, and again after its connection was killed', async () => {
    const heard: string[] = [];
    const states: string[] = [];
    const listener = new PgListener({
      url: db.urlOf('catalog'),
      channels: ['news'],
      onNotify: (payload) => heard.push(payload),
      onUp: () => states.push('up'),
      onDown: () => states.push('down'),
    });
    listener.start();
    await eventually(() => listener.isUp);
    await db.query(`notify news, 'one'`);
    await eventually(() => heard.includes('one'));
    await db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tandem-listener' and datname = current_database()`,
    );
    await eventually(() => expect(states).toEqual(['up', 'down', 'up']));
    await db.query(`notify news, 'two'`);
    await eventually(() => heard.includes('two'));
    await listener.stop();
    expect(listener.isUp).toBe(false);
  });

  it('hears for everybody in this process on one connection, each told of its own and of nothing after it left', async () => {
    const heard: string[] = [];
    const listen = (name: string, channels: string[]) =>
      new PgListener({
        url: db.urlOf('catalog'),
        channels,
        heartbeatMs: 300,
        onNotify: (payload) => heard.push(`${name} ${payload}`),
        onUp: () => heard.push(`${name} up`),
        onDown: () => heard.push(`${name} down`),
      });
    const connections = async () =>
      (
        await db.query(
          `select 1 from pg_stat_activity
            where application_name = 'tandem-listener' and datname = current_database()`,
        )
      ).length;
    const [one, two, late] = [
      listen('one', ['a', 'b']),
      listen('two', ['b']),
      listen('late', ['a']),
    ];
    one.start();
    two.start();
    await eventually(() => one.isUp && two.isUp);
    late.start();
    await eventually(() => late.isUp);
    expect(await connections()).toBe(1);
    await db.query(`select pg_notify('a', 'A'), pg_notify('b', 'B')`);
    const told = ['one A', 'late A', 'one B', 'two B'];
    await eventually(() => expect(heard).toEqual(expect.arrayContaining(told)));
    await late.stop();
    await one.stop();
    heard.length = 0;
    await db.query(`select pg_notify('a', 'A'), pg_notify('b', 'B2')`);
    await eventually(() => heard.length > 0);
    await db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tandem-listener' and datname = current_database()`,
    );
    await eventually(() => expect(heard).toEqual(['two B2', 'two down', 'two up']));
    await two.stop();
    await eventually(async () => (await connections()) === 0);
  });

  it('asks one thing at a time on that connection, whoever joins and leaves it', async () => {
    let [underWay, most] = [0, 0];
    const { query } = pg.Client.prototype;
    type Asked = pg.Client & { connectionParameters: { application_name: string } };
    const asked = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: Asked,
      ...statement: unknown[]
    ) {
      const answer = Reflect.apply(query, this, statement) as unknown as Promise<unknown>;
      if (this.connectionParameters.application_name !== 'tandem-listener') return answer;
      most = Math.max(most, (underWay += 1));
      return answer.finally(() => (underWay -= 1));
    } as never);
    const url = db.urlOf('catalog');
    const all = ['a', 'b', 'c', 'd', 'e'].map(
      (name) =>
        new PgListener({ url, channels: [name, name + name], heartbeatMs: 50, onNotify() {} }),
    );
    all[0]!.start();
    await eventually(() => all[0]!.isUp);
    for (const one of all) one.start();
    await eventually(() => all.every(({ isUp }) => isUp));
    await Promise.all(all.map((one) => one.stop()));
    asked.mockRestore();
    expect(most).toBe(1);
  });
});
