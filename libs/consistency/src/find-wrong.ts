import { CHECKS } from './checks.js';
import type { CheckName } from './checks.js';

/** Runs SQL with the right to read the schemas of the checks. */
export type Query = (sql: string) => Promise<object[]>;

/** A row that contradicts another one. */
export interface Finding {
  check: CheckName;
  says: string;
  row: object;
}

const MOST_OF_A_CHECK = 100;

/**
 * The rows that are wrong, at most a hundred of each check; none when all is well. It only reads, at any time: what is under
 * way is no contradiction.
 * @param names the checks to run. Default: all of them, which takes the tables of every service.
 */
export async function findWrong(
  query: Query,
  names: readonly CheckName[] = CHECKS.map(({ name }) => name),
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, says, sql } of CHECKS.filter(({ name }) => names.includes(name))) {
    const rows = await query(`select * from (${sql}) as wrong limit ${MOST_OF_A_CHECK}`);
    found.push(...rows.map((row) => ({ check: name, says, row })));
  }
  return found;
}
