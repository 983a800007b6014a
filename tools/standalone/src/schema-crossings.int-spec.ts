import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestDatabase } from '@tandem/testing';
import { databaseOfAll } from './testing/migrated.ts';

const DECISION = new URL('../../../docs/decisions/0008-published-views.md', import.meta.url);

/** Rights on tables, columns and functions that a role has outside the schemas of its own, that of its jobs among them. */
const RIGHTS = `
  select what, case privilege_type when 'SELECT' then 'read' else lower(privilege_type) end as how,
         case grantee when 0 then 'everybody' else replace(grantee::regrole::text, 'tandem_', '') end as whose
    from (select relnamespace as schema, oid::regclass::text as what, relowner as owner, relacl as acl from pg_class
          union all
          select c.relnamespace, c.oid::regclass::text, c.relowner, a.attacl
            from pg_attribute a join pg_class c on c.oid = a.attrelid
          union all
          select pronamespace, oid::regprocedure::text, proowner, proacl from pg_proc) as thing
    join ours on ours.oid = schema, aclexplode(acl)
   where grantee not in (0, owner)
     and grantee::regrole::text <> 'tandem_' || regexp_replace(ours.name, '_jobs$', '')
      or grantee = 0`;

/** What PostgreSQL itself knows to hang on another schema; the index under a foreign key is none of its own. */
const DEPENDENCIES = `
  select (pg_identify_object(refclassid, refobjid, 0)).identity as what,
         case classid when 'pg_constraint'::regclass then 'foreign key' when 'pg_rewrite'::regclass then 'view'
           when 'pg_trigger'::regclass then 'trigger' else classid::regclass::text end as how,
         case classid when 'pg_trigger'::regclass then ours.name
           else coalesce(relation::regclass::text, (pg_identify_object(classid, objid, 0)).identity) end as whose
    from (select d.*, case classid
            when 'pg_class'::regclass then objid
            when 'pg_rewrite'::regclass then (select ev_class from pg_rewrite r where r.oid = objid)
            when 'pg_constraint'::regclass then (select nullif(conrelid, 0) from pg_constraint c where c.oid = objid)
            when 'pg_trigger'::regclass then (select tgrelid from pg_trigger t where t.oid = objid)
            when 'pg_attrdef'::regclass then (select adrelid from pg_attrdef a where a.oid = objid)
          end as relation from pg_depend d) as dependency
    left join pg_class c on c.oid = relation
    join ours on ours.name = coalesce(c.relnamespace::regnamespace::text, (pg_identify_object(classid, objid, 0)).schema)
   where refclassid <> 'pg_constraint'::regclass
     and not exists (select from pg_index where indexrelid = refobjid)
     and (pg_identify_object(refclassid, refobjid, 0)).schema in (select name from ours where name <> coalesce(
           c.relnamespace::regnamespace::text, (pg_identify_object(classid, objid, 0)).schema))`;

/** PostgreSQL does not look into the text of functions. */
const FUNCTION_TEXTS = `
  select other.name || '.' || (regexp_match(prosrc, '\\m' || other.name || '\\.(\\w+)'))[1], 'function', p.oid::regprocedure::text
    from pg_proc p join ours on ours.oid = pronamespace
    join ours as other on other.oid <> ours.oid and prosrc ~ ('\\m' || other.name || '\\.\\w')`;

const CROSSINGS = `
  with ours as (
    select oid, nspname::text as name from pg_namespace
     where nspname !~ '^pg_' and nspname not in ('information_schema', 'public'))
  ${RIGHTS} union ${DEPENDENCIES} union ${FUNCTION_TEXTS}`;

/** Real: PostgreSQL with the migrations of all services. */
describe('what of one schema hangs on another', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await databaseOfAll('t_crossings');
  });
  afterAll(() => database.drop());

  async function crossings(): Promise<string[]> {
    const rows = await database.query<{ what: string; how: string; whose: string }>(CROSSINGS);
    return rows.map(({ what, how, whose }) => `${what} | ${how} | ${whose}`).sort();
  }

  it('is named in decision 0008, and nothing else is', async () => {
    const named = readFileSync(DECISION, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => {
        const [what = '', how, whose = ''] = line
          .replaceAll('`', '')
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        return whose.split(', ').map((one) => `${what} | ${how} | ${one}`);
      });
    expect(await crossings()).toEqual(named.sort());
    expect(named.length).toBeGreaterThan(10);
  });

  it('is found whatever it is made of', async () => {
    const before = await crossings();
    await database.query(`
      create table sync.notes (part_id integer references inventory.stock_levels (part_id));
      create view sync.carts as select part_id from orders.cart_items;
      create table realtime.notes (note sync.notes);
      create function sync.peek() returns bigint language plpgsql as
        $$ begin return (select count(*) from auth.users); end $$;
      create trigger peeked before insert on realtime.notes for each row execute function orders.refuse_change();
      grant select on auth.users to tandem_sync;
      grant update (name) on catalog.categories to tandem_orders;
      grant delete on sync.notes to public`);
    const found = (await crossings()).filter((one) => !before.includes(one));
    expect(found).toEqual([
      'auth.users | function | sync.peek()',
      'auth.users | read | sync',
      'catalog.categories | update | orders',
      'inventory.stock_levels | foreign key | sync.notes',
      'orders.cart_items | view | sync.carts',
      'orders.refuse_change() | trigger | realtime',
      'sync.notes | delete | everybody',
      'sync.notes | pg_class | realtime.notes',
    ]);
  });
});
