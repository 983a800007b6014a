import { randomUUID } from 'node:crypto';
import { TOPICS } from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import type pg from 'pg';
import { produce, readTopic } from '../kafka.js';
import type { Cause } from './cause.js';
import type { ObservedShop } from './observed-shop.js';

/** More than the alert allows to wait. */
const WAITING = 6_000;
const FORGOTTEN = 'forgotten-psql';
const MANY = 'too-many-workers';

/** What somebody has left open, kept for too long or written by hand. */
export function causesInTheDatabase(shop: ObservedShop): Cause[] {
  const { database } = shop;
  let forgotten: pg.Client | undefined;
  const workers: pg.Client[] = [];
  return [
    {
      what: 'a message that can’t be read',
      shows: { DeadLettersWait: /^(?=.*"service":"realtime-gateway")(?=.*stock\.updated)/s },
      plant: () =>
        database.query(
          `insert into inventory.outbox (id, aggregatetype, aggregateid, type, topic, payload, version)
           values ($1, 'stock', '1', 'stock.updated', $2, '{}', 1)`,
          [randomUUID(), TOPICS.stock],
        ),
    },
    {
      what: 'a hold whose order is gone',
      shows: { RecordsDisagree: /holds that outlived their order/ },
      plant: async () => {
        await database.query(
          `insert into inventory.reservations (id, order_id, expires_at)
           values ($1, gen_random_uuid(), now() + interval '1 hour')`,
          [randomUUID()],
        );
        const checks = ['holds that outlived their order'];
        const { status } = await shop.admin('/consistency/check', 'POST', { checks });
        if (status !== 202) throw new Error(`the check was not started: ${status}`);
      },
    },
    {
      what: 'old rows that no run has removed',
      shows: { RetentionIsOverdue: /auth\.security_events/ },
      plant: () =>
        database.query(
          `insert into auth.security_events (type, created_at) values ('login_failed', now() - interval '1000 days')`,
        ),
    },
    {
      what: 'an audit log whose archive has no folder',
      shows: { AuditLogIsNotArchived: /ENOTDIR/ },
      plant: async () => {
        await eventually(
          async () => {
            const { rowCount } = await database.query(
              `update operations.audit_seals set newest_at = newest_at - interval '400 days', oldest_at = oldest_at - interval '400 days'
                where number = (select min(number) from operations.audit_seals)`,
            );
            if (rowCount === 0) throw new Error('nothing is sealed yet');
          },
          { timeoutMs: 150_000 },
        );
        const { items } = (
          await shop.admin<{ items: { id: string }[] }>('/jobs?name=archive-audit-log&limit=1')
        ).body;
        const { status } = await shop.admin(`/jobs/${items[0]!.id}/retry`, 'POST');
        if (status !== 200) throw new Error(`the archive was not started: ${status}`);
      },
    },
    {
      what: 'no backup for three days',
      shows: { BackupIsOld: /"ended_at":"20/ },
      plant: () =>
        database.query(`insert into operations.backups values (now() - interval '3 days')`),
      mend: () => database.query('insert into operations.backups values (now())'),
      ends: ['BackupIsOld'],
    },
    {
      what: 'an archive of the log that takes nothing',
      shows: { LogIsNotArchived: /"last_failed_wal":"[0-9A-F]{24}"/ },
      plant: async () => {
        await database.query(`alter system set archive_command = 'false'`);
        await database.query('select pg_reload_conf()');
        await database.query(`select pg_create_restore_point('here')`);
        await database.query('select pg_switch_wal()');
      },
      mend: async () => {
        await database.query(`alter system set archive_command = 'true'`);
        await database.query('select pg_reload_conf()');
      },
      ends: ['LogIsNotArchived'],
    },
    {
      what: 'a session that somebody forgot, with what it has locked',
      shows: {
        TransactionIsOpenTooLong: new RegExp(`"application_name":"${FORGOTTEN}"`),
        AuditLogIsNotSealed: new RegExp(`"application_name":"${FORGOTTEN}"`),
        ConsumerMakesNoProgress: /"consumer":"sync-gateway"/,
        ConsumerFallsBehind: /"consumer":"sync-gateway".* [6-9]\d{3}$/m,
      },
      plant: async () => {
        const brokers = shop.stack.info.kafka!;
        const known = (await readTopic(brokers, TOPICS.part)).find(
          ({ type }) => type === 'part.created',
        )!;
        forgotten = await shop.session(FORGOTTEN);
        await forgotten.query('begin');
        await forgotten.query('lock table sync.inbox in share mode');
        await forgotten.query('lock table audit.data_change_logs in row exclusive mode');
        // The first is waited with; the others, which nobody handles, wait behind it.
        const first = { ...known.headers, ce_id: randomUUID() };
        await produce(
          brokers,
          TOPICS.part,
          { key: known.subject, value: JSON.stringify(known.data), headers: first },
          ...Array.from({ length: WAITING }, () => ({
            ...{ key: known.subject, value: '{}' },
            headers: { ce_type: 'nobody.knows' },
          })),
        );
      },
      mend: async () => forgotten!.end(),
      ends: ['TransactionIsOpenTooLong', 'ConsumerMakesNoProgress', 'ConsumerFallsBehind'],
    },
    {
      what: 'more sessions than there is room for',
      shows: { ConnectionsRunOut: new RegExp(`"application_name":"${MANY}".*"count":"\\d{2}`) },
      plant: async () => {
        const { rows } = await database.query<{ free: number }>(
          `select (current_setting('max_connections')::int * 0.88)::int
                  - (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as free`,
        );
        for (let n = 0; n < rows[0]!.free; n += 1) workers.push(await shop.session(MANY));
      },
      mend: () => Promise.all(workers.splice(0).map((worker) => worker.end())),
      ends: ['ConnectionsRunOut'],
    },
  ];
}
