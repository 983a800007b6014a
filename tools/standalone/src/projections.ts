import {
  ALL_PART_GENERATIONS,
  AVAILABILITY_GENERATION,
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartStockEntry,
  TREE_GENERATION,
} from '@tandem/contracts';
import { loadService } from './load-service.ts';
import type { RunningShop } from './running-shop.ts';

// Whoever writes one of these parts meanwhile waits, or is turned away, for as long as a slice takes.
const PARTS_AT_ONCE = 50;
const KEYS_OF_PARTS_AT_ONCE = 200;
const ENTRIES = [
  PartEntry,
  GameEntry,
  PartPricesEntry,
  PartImagesEntry,
  PartSpecsEntry,
  PartStockEntry,
];

// Stock is read when the rows are held: who sells a piece meanwhile tells it afterwards.
const LISTS = [
  'select catalog.refresh_part_listing($1::integer[]), catalog.refresh_staff_listing($1::integer[])',
  'select part_id from catalog.part_listing where part_id = any ($1::integer[]) order by part_id for update',
  'select part_id from catalog.staff_shelf where part_id = any ($1::integer[]) order by part_id for update',
  `select catalog.list_stock(p.id, coalesce(s.available_stock, 0), coalesce(s.is_low_stock, true))
     from catalog.parts p left join inventory.stock_staff s on s.part_id = p.id
    where p.id = any ($1::integer[]) order by p.id`,
];

/** What is no projection: it counts what happened once, nobody else has it, and it is written anew by what happens next. */
const RECORDS: Readonly<Record<string, string>> = {
  'read-counts': 'the watcher’s pages read and found wrong, by minute',
  'cache-reads': 'reads that the cache answered, by minute',
  'search-misses': 'searches without a result',
};

/** What can be made anew from its owner; each answers what it did. */
export const PROJECTIONS = {
  'search-documents': derived('select catalog.refresh_part_search($1::integer[])'),
  lists: derived(...LISTS),
  counts: recount,
  'popular-reads': forgetGoneTargets,
  'part-versions': tellAll,
  'event-log': tellAll,
  cache: emptyCache,
} as const;

type ProjectionName = keyof typeof PROJECTIONS;

/** @throws Error saying what there is, or why one of them can't be made anew. */
export function chosenProjections(names: readonly string[]): ProjectionName[] {
  for (const name of names)
    if (name in RECORDS)
      throw new Error(
        `${name} can’t be rebuilt: ${RECORDS[name]}. It is a record of what happened, and no owner has it (decision 0133)`,
      );
  const unknown = names.find((name) => !(name in PROJECTIONS));
  if (names.length === 0 || unknown !== undefined)
    throw new Error(
      `${unknown ? `there is no projection "${unknown}"; there` : 'There'} are: ${Object.keys(PROJECTIONS).join(', ')}`,
    );
  return names as ProjectionName[];
}

/** The rows of parts are locked first, so that nothing is made of an older part than the one that stands. */
function derived(...statements: string[]) {
  return async ({ query }: RunningShop): Promise<string> => {
    let [after, parts] = [0, 0];
    for (;;) {
      await query('begin');
      try {
        const rows = (await query(
          'select id from catalog.parts where id > $1 order by id limit $2 for no key update',
          [after, PARTS_AT_ONCE],
        )) as { id: number }[];
        const ids = rows.map(({ id }) => id);
        for (const statement of statements) await query(statement, [ids]);
        await query('commit');
        if (ids.length === 0) return `${parts} parts`;
        after = ids.at(-1)!;
        parts += ids.length;
      } catch (error) {
        await query('rollback');
        throw error;
      }
    }
  };
}

async function recount({ query }: RunningShop): Promise<string> {
  await query('select catalog.recount_parts()', []);
  return 'all parts counted';
}

/** What was read most has no owner to be made anew from: what is left out is what nobody can read any more. */
async function forgetGoneTargets({ query }: RunningShop): Promise<string> {
  const gone = await query(
    `delete from catalog.popular_reads r where r.target not like 'list:%'
        and not exists (select from catalog.parts p where p.id = split_part(r.target, ':', 2)::bigint
                           and p.status in ('active', 'discontinued') and p.deleted_at is null)
     returning r.target`,
    [],
  );
  return `${gone.length} parts forgotten that shoppers do not see; what was read is a record of traffic, which nothing makes anew`;
}

/** Owners tell how everything is, as they would a new consumer (decision 0046). */
async function tellAll({ databaseUrl }: RunningShop): Promise<string> {
  const told: string[] = [];
  for (const name of ['catalog', 'inventory']) {
    const { snapshot } = await loadService(name);
    told.push(`${await snapshot!({ databaseUrl })} of ${name}`);
  }
  return `${told.join(', ')} told`;
}

/** Every entry goes and every list is old: the next readers fill them from the database. */
async function emptyCache({ query, cache }: RunningShop): Promise<string> {
  if (!cache) throw new Error('the cache is in the memory of the services: restart them');
  let [after, gone] = [0, 0];
  for (;;) {
    const rows = (await query('select id from catalog.parts where id > $1 order by id limit $2', [
      after,
      KEYS_OF_PARTS_AT_ONCE,
    ])) as { id: number }[];
    const keys = rows.flatMap(({ id }) => ENTRIES.map((entry) => entry.key(id)));
    const held = (await cache.readMany(keys)).flatMap((hit, n) =>
      hit ? [{ key: keys[n]!, version: hit.version + 1 }] : [],
    );
    await cache.invalidate(held);
    gone += held.length;
    if (rows.length === 0) break;
    after = rows.at(-1)!.id;
  }
  await cache.bumpGenerations([...ALL_PART_GENERATIONS, AVAILABILITY_GENERATION, TREE_GENERATION]);
  return `${gone} entries gone, and all lists`;
}
