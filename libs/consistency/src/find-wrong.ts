import type { CheckName } from './checks.js';
import { CHECKS } from './checks.js';
import { EVERYTHING, type Query } from './slices.js';

/** A record that contradicts another one. */
export interface Finding {
  check: CheckName;
  says: string;
  about: string;
  id: string;
  /** What it has, and what it must have; null: nothing. */
  has: string | null;
  due: string | null;
}

/** The rows of one check as findings. */
export const ROWS_OF = (sql: string, most: number): string =>
  `select id::text as id, has::text as has, due::text as due from (${sql}) as wrong limit ${most}`;

const MOST_OF_A_CHECK = 100;

/**
 * The rows that are wrong now, at most a hundred of each check; none when all is well and nothing is under way. For tests
 * and benchmarks, whose tables are small: each check is one statement. It only reads.
 * @param names the checks. Default: all of them, which takes the tables of every service.
 */
export async function findWrong(
  query: Query,
  names: readonly CheckName[] = CHECKS.map(({ name }) => name),
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, says, about, sql } of CHECKS.filter(({ name }) => names.includes(name))) {
    const rows = await query(ROWS_OF(sql(EVERYTHING), MOST_OF_A_CHECK));
    found.push(
      ...(rows as Pick<Finding, 'id' | 'has' | 'due'>[]).map((row) => ({
        check: name,
        says,
        about,
        ...row,
      })),
    );
  }
  return found;
}
