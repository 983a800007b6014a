import { CHECKS, type CheckName } from './checks.js';
import type { Check } from './check.js';
import { ROWS_OF, type Finding } from './find-wrong.js';
import { at, between, EVERYTHING, endOfSlice, placeOf, type Place, type Query } from './slices.js';

export interface LookOptions {
  /** The checks. Default: all of them. */
  names?: readonly CheckName[];
  /** Rows of a slice: what one statement looks at. Default: what the check says. */
  slice?: number;
  /** How long what is under way has until it is looked at again. Default 5 s. */
  graceMs?: number;
  /** A slice of a check was looked at. */
  progress?: (check: CheckName, rows: number) => Promise<void> | void;
  wait?: (ms: number) => Promise<unknown>;
}

/** What a check looked at, and what it found. */
export interface Look {
  check: CheckName;
  rows: number;
  /** At most 1,000. */
  findings: Finding[];
}

type Row = Pick<Finding, 'id' | 'has' | 'due'>;

const MOST_OF_A_CHECK = 1_000;
const SLICE_ROWS = 1_000;
const GRACE_MS = 5_000;

/**
 * Walks through the tables of a shop that is open, slice by slice. What differs is looked at again after the grace, and told
 * when it is still there and has not moved: a projection that lags behind a busy record moves. It only reads.
 */
export async function lookForDifferences(query: Query, options: LookOptions = {}): Promise<Look[]> {
  const { names, graceMs = GRACE_MS } = options;
  const { wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) } = options;
  const looks: Look[] = [];
  for (const check of CHECKS.filter(({ name }) => names?.includes(name) ?? true))
    looks.push(await lookOnce(query, check, options));
  if (looks.some(({ findings }) => findings.length > 0)) await wait(graceMs);
  for (const look of looks) look.findings = await lookAgain(query, look);
  return looks;
}

async function lookOnce(
  query: Query,
  check: Check & { name: CheckName },
  { slice = check.slice ?? SLICE_ROWS, progress }: LookOptions,
): Promise<Look> {
  const look: Look = { check: check.name, rows: 0, findings: [] };
  const told = ({ id, has, due }: Row): Finding => ({
    check: check.name,
    says: check.says,
    about: check.about,
    id,
    has,
    due,
  });
  if (!check.over) {
    const rows = (await query(ROWS_OF(check.sql(EVERYTHING), MOST_OF_A_CHECK))) as Row[];
    look.findings = rows.map(told);
    await progress?.(check.name, 0);
    return look;
  }
  let after: Place | null = null;
  while (look.findings.length < MOST_OF_A_CHECK) {
    const end = await endOfSlice(query, check.over, after, slice);
    if (!end) break;
    const bounds = between(check.over, after, end.to);
    const most = MOST_OF_A_CHECK - look.findings.length;
    const rows = await query(ROWS_OF(check.sql(bounds.slice), most), bounds.values);
    look.findings.push(...(rows as Row[]).map(told));
    look.rows += end.rows;
    after = end.to;
    await progress?.(check.name, end.rows);
  }
  return look;
}

async function lookAgain(query: Query, { check, findings }: Look): Promise<Finding[]> {
  const { over, sql } = CHECKS.find(({ name }) => name === check)!;
  const still: Finding[] = [];
  const places = Map.groupBy(findings, ({ id }) => (over ? placeOf(id).join(':') : ''));
  for (const [place, before] of places) {
    const bounds = over ? at(over, place.split(':')) : { slice: EVERYTHING, values: [] };
    const now = (await query(ROWS_OF(sql(bounds.slice), MOST_OF_A_CHECK), bounds.values)) as Row[];
    for (const finding of before) {
      const same = now.find(({ id, has }) => id === finding.id && has === finding.has);
      if (same) still.push({ ...finding, due: same.due });
    }
  }
  return still;
}
