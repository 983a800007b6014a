import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '@tandem/testing';

const LISTINGS = ['catalog.part_listing', 'catalog.staff_listing', 'catalog.staff_shelf'];

/** Tables that are filled; their indexes are made when the rows are there, which is several times as fast. */
const FILLED = [
  'catalog.parts',
  'catalog.part_specifications',
  'catalog.part_images',
  'catalog.part_genres',
  'catalog.part_platforms',
  'catalog.part_content_versions',
  'catalog.part_search',
  ...LISTINGS,
  'inventory.stock_levels',
  'inventory.stock_movements',
];

const SMALL = ['categories', 'genres', 'platforms', 'part_counts', 'part_count_changes'].map(
  (table) => `catalog.${table}`,
);

/** A whole number from 0 up to `below`, the same for the same row and `salt` on every machine. */
const dice = (row: string, salt: number, below: number): string =>
  `mod(abs(hashint8extended(${row}::bigint, ${salt})::numeric), ${below})::integer`;

/** A word of a list, small places far more often than large ones, as words and categories are in shops. */
const oftenFirst = (row: string, salt: number, count: number): string =>
  `1 + floor(${count} * power(${dice(row, salt, 10_000)} / 10000.0, 3))::integer`;

const listOf = (words: string): string => `(string_to_array('${words}', ' '))`;

const THINGS = listOf(
  'Brake Filter Clutch Pump Bearing Sensor Belt Chain Lamp Mirror Wheel Tyre Seat Valve Gasket Spring Axle Fan Hose Switch',
);
const SORTS = listOf(
  'Pad Disc Kit Set Assembly Cover Housing Cable Mount Bracket Module Adapter Bolt Ring Plate Shaft',
);
const MAKERS = listOf(
  'Bosch Brembo Valeo Mahle Sachs Denso Hella Mann Febi Lemforder Textar Ate Gates Skf Ngk Pierburg Contitech Luk Ina Zimmermann',
);

/** What the things are called where words are written without spaces. */
const THINGS_UNSPACED = listOf(
  '刹车片 滤清器 离合器 水泵 轴承 传感器 传动皮带 链条 车灯 后视镜 车轮 轮胎 座椅 阀门 垫片 弹簧 车轴 风扇 软管 开关',
);

const CATEGORIES = 72;
const GENRES = 24;
const PLATFORMS = 8;
const BLOBS = 500;

const TERMS = `
  insert into catalog.categories (id, parent_id, slug, name, position)
    select ('0198c5a0-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
      case when n > 12 then ('0198c5a0-0000-7000-8000-' || lpad((1 + n % 12)::text, 12, '0'))::uuid end,
      'many-category-' || n, 'Category ' || n, n
    from generate_series(1, ${CATEGORIES}) n on conflict do nothing;
  insert into catalog.genres (id, slug, name)
    select ('0198c5a1-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'many-genre-' || n, 'Genre ' || n
    from generate_series(1, ${GENRES}) n on conflict do nothing;
  insert into catalog.platforms (id, slug, name)
    select ('0198c5a2-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'many-platform-' || n, 'Platform ' || n
    from generate_series(1, ${PLATFORMS}) n on conflict do nothing;
  insert into catalog.image_blobs (sha256, width, height)
    select encode(sha256(('many' || n)::bytea), 'hex'), 960, 720 from generate_series(1, ${BLOBS}) n on conflict do nothing;`;

const term = (family: string, place: string): string =>
  `('${family}-0000-7000-8000-' || lpad((${place})::text, 12, '0'))::uuid`;

/** Few parts are neither drafts nor on sale. */
const rareStatus = (row: string): string => {
  const drawn = dice(row, 20, 800);
  return `case when ${drawn} < 2 then 'scheduled' when ${drawn} < 3 then 'archived' when ${drawn} < 13 then 'discontinued' else 'active' end`;
};

/** Two of five are games; one of thirty is a draft, one of a hundred was deleted. */
const partsOf = (made: number, count: number): string => `
  insert into catalog.parts (kind, sku, slug, part_name, description, category_id, price_minor, currency, status, publisher, deleted_at, publish_at)
    select drawn.*, case when status = 'scheduled' then clock_timestamp() + interval '30 days' end
    from (select case when game then 'game' else 'physical' end, 'MP-' || n, 'mp-' || n,
      maker || ' ' || thing || ' ' || sort || ' ' || n,
      '<p>' || thing || ' by ' || maker || ', fits where a ' || lower(sort) || ' of size ' || ${dice('n', 7, 500)} || ' is asked for. ' || thing_unspaced || '</p>',
      ${term('0198c5a0', oftenFirst('n', 1, CATEGORIES))},
      -- Most things cost little, a few a lot.
      (99 + exp(${dice('n', 2, 10_000)} / 1000.0) * 25)::bigint, 'EUR',
      case when ${dice('n', 3, 30)} = 0 then 'draft' else ${rareStatus('n')} end as status,
      case when game then maker end,
      case when ${dice('n', 4, 100)} = 0 then clock_timestamp() end
    from (select n, ${dice('n', 5, 5)} < 2 as game,
        ${MAKERS}[${oftenFirst('n', 8, 20)}] as maker, ${THINGS}[${oftenFirst('n', 9, 20)}] as thing,
        ${THINGS_UNSPACED}[${oftenFirst('n', 9, 20)}] as thing_unspaced, ${SORTS}[${oftenFirst('n', 10, 16)}] as sort
      from generate_series(${made} + 1, ${made} + ${count}) n) as chosen) as drawn;`;

/** What hangs on each part made here. */
const contentOf = (first: number): string => `
  insert into catalog.part_specifications (part_id, position, name, value, unit)
    select p.id, s, case s when 0 then 'Width' when 1 then 'Material' else 'Weight' end,
      case s when 1 then case when ${dice('p.id', 11, 2)} = 0 then 'Steel' else 'Ceramic' end else ${dice('p.id', 12, 900)}::text end,
      case s when 0 then 'mm' when 2 then 'g' end
    from catalog.parts p, generate_series(0, 2) s where p.id > ${first};
  insert into catalog.part_images (id, part_id, sha256, alt, position)
    select gen_random_uuid(), id, encode(sha256(('many' || 1 + id % ${BLOBS})::bytea), 'hex'), part_name, 0
    from catalog.parts where id > ${first};
  insert into catalog.part_genres (part_id, genre_id)
    select distinct p.id, ${term('0198c5a1', oftenFirst('p.id', 13, GENRES))} from catalog.parts p where p.kind = 'game' and p.id > ${first}
    union
    select p.id, ${term('0198c5a1', oftenFirst('p.id', 14, GENRES))} from catalog.parts p where p.kind = 'game' and p.id > ${first};
  insert into catalog.part_platforms (part_id, platform_id)
    select p.id, ${term('0198c5a2', oftenFirst('p.id', 15, PLATFORMS))} from catalog.parts p where p.kind = 'game' and p.id > ${first};
  insert into catalog.part_content_versions (id, part_id, version_number, content_snapshot, event_type, is_active)
    select gen_random_uuid(), id, 1, jsonb_build_object('sku', sku, 'part_name', part_name, 'status', status), 'part.created', true
    from catalog.parts where id > ${first};`;

/** Four of five are in stock; one of two hundred was never stocked at all. */
const stockOf = (first: number): string => `
  insert into inventory.stock_levels (part_id, current_stock, reserved_quantity, min_stock_level, version, last_change)
    select id, pieces, case when pieces > 3 then ${dice('id', 17, 3)} else 0 end, 2, 1, 'set'
    from (select id, case when ${dice('id', 16, 5)} = 0 then 0 else 1 + ${dice('id', 18, 60)} end as pieces
      from catalog.parts where id > ${first} and ${dice('id', 19, 200)} > 0) as counted;
  insert into inventory.stock_movements (part_id, delta, resulting_stock, kind, created_at)
    select part_id, current_stock, current_stock, 'set', clock_timestamp() from inventory.stock_levels
     where current_stock > 0 and part_id > ${first};`;

const DERIVED_AT_ONCE = 50_000;
/** What triggers would have derived, of the parts behind one; counts of categories are made of all of it in the end. */
const derivedBehind = (after: number, searchable: boolean): string => {
  const some = `array(select id from catalog.parts where id > ${after} and id <= ${after + DERIVED_AT_ONCE} order by id)`;
  return `
    set session_replication_role = replica;
    select catalog.refresh_part_listing(${some}), catalog.refresh_staff_listing(${some});
    -- What \`list_stock\` does for each change of stock, for many at once.
    with counted as (
      select part_id, current_stock - reserved_quantity as available, current_stock - reserved_quantity <= min_stock_level as low
        from inventory.stock_levels where part_id > ${after} and part_id <= ${after + DERIVED_AT_ONCE}),
    shown as (update catalog.part_listing l set in_stock = c.available > 0 from counted c
      where l.part_id = c.part_id and l.in_stock <> (c.available > 0)),
    listed as (update catalog.staff_listing l set in_stock = c.available > 0, low_stock = c.low from counted c
      where l.part_id = c.part_id and (l.in_stock, l.low_stock) is distinct from (c.available > 0, c.low))
    update catalog.staff_shelf s set available = c.available, low_stock = c.low from counted c
     where s.part_id = c.part_id and (s.available, s.low_stock) is distinct from (c.available, c.low);
    ${searchable ? `select catalog.refresh_part_search(${some});` : ''}
    set session_replication_role = default;`;
};

/**
 * Adds `count` parts, to those that it has added before, to a migrated catalogue and inventory, with categories, prices, stock, pictures and search documents
 * as a large shop has them, always the same. Documents take half of the time: `searchable: false` leaves them out. No trigger sees them: there are no events, no audit rows and no cache to tell.
 */
export async function fillWithParts(
  database: Pick<TestDatabase, 'query'>,
  count: number,
  { searchable = true }: { searchable?: boolean } = {},
): Promise<void> {
  const indexes = await database.query<{ name: string; definition: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where i.indrelid = any ($1::regclass[]) and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    [FILLED],
  );
  const [{ first, made } = { first: 0, made: 0 }] = await database.query<{
    first: number;
    made: number;
  }>(
    `select coalesce(max(id), 0) as first, (count(*) filter (where sku like 'MP-%'))::integer as made from catalog.parts`,
  );
  await database.query(indexes.map(({ name }) => `drop index ${name};`).join(' '));
  await database.query(
    `set session_replication_role = replica; ${TERMS} ${partsOf(made, count)} analyze catalog.parts;
     ${contentOf(first)} ${stockOf(first)}
     set session_replication_role = default;`,
  );
  const [{ last } = { last: 0 }] = await database.query<{ last: number }>(
    'select coalesce(max(id), 0) as last from catalog.parts',
  );
  for (let after = first; after < last; after += DERIVED_AT_ONCE) {
    await database.query(derivedBehind(after, searchable));
    // What the second of them left behind is written over by the next: else the tables are twice as long.
    for (const table of LISTINGS) await database.query(`vacuum ${table}`);
  }
  await database.query('select catalog.recount_parts()');
  for (const { definition } of indexes) await database.query(definition);
  for (const table of [...FILLED, ...SMALL]) await database.query(`vacuum analyze ${table}`);
  for (const table of LISTINGS) await untilAllVisible(database, table);
}

/** An old snapshot of somebody else on the server keeps rows from being known to all, and an index from being enough. */
async function untilAllVisible(
  database: Pick<TestDatabase, 'query'>,
  table: string,
): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ visible: boolean }>(
      'select relallvisible >= 0.99 * relpages as visible from pg_class where oid = $1::regclass',
      [table],
    );
    if (row!.visible) return;
    await pause(1_000);
    await database.query(`vacuum ${table}`);
  }
}
