import { OVER, type Check } from './check.js';

/**
 * All that a row `l` of the audit log says, as one text that is the same wherever and whenever it is made. Seals and archives hold
 * hashes of it: it may never change. The id is left out, so that a change at another place is known again.
 */
export const CHANGE_TEXT = `jsonb_build_object(
  'table_schema', l.table_schema, 'table_name', l.table_name, 'record_id', l.record_id, 'operation', l.operation,
  'old_values', l.old_values, 'new_values', l.new_values, 'changed_by', l.changed_by,
  'changed_at', to_char(l.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'ip_address', l.ip_address, 'user_agent', l.user_agent, 'correlation_id', l.correlation_id)::text`;

/** What a row of the log is known by, given its text. */
export const changeHash = (text: string): string => `sha256(convert_to(${text}, 'UTF8'))`;

/** The digest of a seal, over what it holds and the digest of the one before; never to be changed either. */
export const sealDigest = (
  before: string,
  { number, afterId, toId, rows, content }: Record<SealField, string>,
): string =>
  `sha256(coalesce(${before}, decode(repeat('00', 32), 'hex')) || int8send(${number}) || int8send(${afterId}) ||
     int8send(${toId}) || int4send(${rows}) || ${content})`;

type SealField = 'number' | 'afterId' | 'toId' | 'rows' | 'content';

const DIGEST = sealDigest('p.digest', {
  number: 's.number',
  afterId: 's.after_id',
  toId: 's.to_id',
  rows: 's.rows',
  content: 's.content',
});

/**
 * Holds the rows of the log against the hashes in their seals, and each seal against the one before. It reads tables and built-in
 * functions alone: a function of the database could have been replaced by whoever changed the log.
 */
export const AUDIT_CHECKS = [
  {
    name: 'audit chain',
    says: 'A row of the audit log, or a seal over its rows, is not what it was when it was sealed.',
    about: 'seal/row of the audit log',
    reads: ['audit', 'operations'],
    over: OVER.seals,
    // So many seals have up to 20,000 rows.
    slice: 20,
    sql: (slice) => `
      select s.number || '/' || w.what as id, w.has, w.due
        from operations.audit_seals s left join operations.audit_seals p on p.number = s.number - 1
       cross join lateral (
         select coalesce(k.id, c.id)::text as what, encode(c.hash, 'hex') as has, encode(k.hash, 'hex') as due
           from (select id, substr(s.hashes, n::integer * 32 - 31, 32) as hash
                   from unnest(s.ids) with ordinality as u(id, n)) k
           full join (select l.id, ${changeHash(CHANGE_TEXT)} as hash from audit.data_change_logs l
                       where l.id > s.after_id and l.id <= s.to_id) c on c.id = k.id
          where k.hash is distinct from c.hash
         union all
         select 'hashes', encode(sha256(h.held), 'hex'), encode(s.content, 'hex')
           from (select coalesce(string_agg(int8send(id) || substr(s.hashes, n::integer * 32 - 31, 32), ''::bytea order by n), '')
                        as held
                   from unnest(s.ids) with ordinality as u(id, n)) h
          where s.removed_at is null and sha256(h.held) is distinct from s.content
         union all
         select 'digest', encode(s.digest, 'hex'), encode(${DIGEST}, 'hex') where s.digest is distinct from ${DIGEST}
         union all
         select 'before', coalesce(p.to_id, 0)::text, s.after_id::text
          where s.after_id <> coalesce(p.to_id, 0) or (p.number is null and s.number > 1)) w
       where ${slice('s.number')}`,
  },
] as const satisfies readonly Check[];
