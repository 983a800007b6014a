import type { Slice, Walk } from './check.js';

/** Runs SQL with the right to read the schemas of the checks. */
export type Query = (sql: string, values?: unknown[]) => Promise<object[]>;

/** A row's place in a walk: the texts of its key. */
export type Place = readonly string[];

/** All of a walk's rows. */
export const EVERYTHING: Slice = () => 'true';

/** A condition, and the values that it names. */
export interface Bounds {
  slice: Slice;
  values: string[];
}

const given = ({ key }: Walk, first: number): string =>
  `(${key.map(([, type], n) => `$${first + n}::${type}`).join(', ')})`;

/** The rows after one place up to another. */
export function between(walk: Walk, after: Place | null, to: Place): Bounds {
  const end = `<= ${given(walk, 1)}`;
  const begin = after && `> ${given(walk, 1 + walk.key.length)}`;
  return {
    slice: (...columns) => {
      const row = `(${columns.join(', ')})`;
      return begin ? `(${row} ${begin} and ${row} ${end})` : `(${row} ${end})`;
    },
    values: [...to, ...(after ?? [])],
  };
}

/** The rows of one key. */
export function at(walk: Walk, place: Place): Bounds {
  return {
    slice: (...columns) => `((${columns.join(', ')}) = ${given(walk, 1)})`,
    values: [...place],
  };
}

/** The place where a difference was found: what its id begins with. */
export function placeOf(id: string): Place {
  return id.split('/', 1)[0]!.split(':');
}

/** The end of the slice that begins after a place, and how many rows it has; null when there are none. */
export async function endOfSlice(
  query: Query,
  { table, key }: Walk,
  after: Place | null,
  rows: number,
): Promise<{ to: Place; rows: number } | null> {
  const columns = key.map(([column]) => column);
  const begin = after ? `where (${columns.join(', ')}) > ${given({ table, key }, 1)}` : '';
  const order = (way: string): string => columns.map((column) => `${column} ${way}`).join(', ');
  const [last] = (await query(
    `select ${columns.map((column) => `s.${column}::text`).join(` || ':' || `)} as place,
            count(*) over ()::integer as rows
       from (select ${columns.join(', ')} from ${table} ${begin} order by ${order('asc')} limit ${rows}) s
      order by ${order('desc')} limit 1`,
    after ? [...after] : [],
  )) as { place: string; rows: number }[];
  return last ? { to: last.place.split(':'), rows: last.rows } : null;
}
