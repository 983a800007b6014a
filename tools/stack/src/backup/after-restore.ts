import { SERVICES } from '@tandem/config/services';
import pg from 'pg';

/** More numbers of one kind than a shop gives out between a chosen second and the loss of its machine. */
const NUMBERS_LOST = 100_000;
/** What was published this long before the chosen second may not have reached everybody. */
const PUBLISHED_LATELY = '1 hour';

const HAS_TABLE = `select n.nspname::text as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relname = $1 and c.relkind = 'r' and n.nspname = any ($2::text[]) order by 1`;

/**
 * Makes a database of an earlier second agree with a world that has gone on, before any service works on it:
 *
 * - No number is given out twice. People hold orders, invoices and pages with numbers from after the second.
 * - Kafka is empty. What is in an outbox goes there once more, unless every consumer has it; whoever has it leaves it out by
 *   its id.
 * - Readers of the change feed who have seen what never happened are told to begin again.
 *
 * @returns what was done, for people.
 */
export async function settleAfterRestore(client: pg.Client): Promise<string[]> {
  const schemas = SERVICES.map(({ schema }) => schema);
  await client.query('begin');
  const { rowCount: sequences } = await client.query(
    // Half of what is left, where there is less.
    `select setval(format('%I.%I', schemaname, sequencename)::regclass,
                   coalesce(last_value, start_value) + least($2, (max_value - coalesce(last_value, start_value)) / 2))
       from pg_sequences where schemaname = any ($1::text[]) and increment_by > 0`,
    [[...schemas, 'audit'], NUMBERS_LOST],
  );
  const withTable = async (name: string) =>
    (await client.query<{ schema: string }>(HAS_TABLE, [name, schemas])).rows.map(({ schema }) =>
      pg.escapeIdentifier(schema),
    );
  const outboxes = await withTable('outbox');
  const inboxes = await withTable('inbox');
  await client.query(`
    create temporary table sent on commit drop as
      ${outboxes.map((schema) => `select id, topic, type, published_at from ${schema}.outbox`).join(' union all ')};
    create index on sent (id);
    create temporary table handled on commit drop as
      ${inboxes.map((schema) => `select distinct '${schema}.' || consumer as consumer, event_id from ${schema}.inbox`).join(' union all ')};
    create index on handled (event_id, consumer);
    create temporary table reads on commit drop as
      select distinct consumer, topic, type from handled join sent on id = event_id;
    create temporary table again on commit drop as
      select id from sent s where published_at is not null and (
        published_at > (select max(published_at) from sent) - interval '${PUBLISHED_LATELY}'
        or exists (select from reads r where r.topic = s.topic and r.type = s.type
                     and not exists (select from handled h where h.event_id = s.id and h.consumer = r.consumer)))`);
  let events = 0;
  for (const schema of outboxes) {
    const { rowCount } = await client.query(
      `update ${schema}.outbox set published_at = null where id in (select id from again)`,
    );
    events += rowCount ?? 0;
  }
  await client.query(
    `update realtime.event_log_cut set up_to = (select last_value from realtime.event_log_seq)`,
  );
  await client.query('commit');
  return [
    `${sequences} kinds of numbers go on ${NUMBERS_LOST.toLocaleString('en')} later`,
    `${events} events will be published once more`,
    'readers of the change feed begin again',
  ];
}
