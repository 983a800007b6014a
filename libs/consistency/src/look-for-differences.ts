import { CHECKS, type CheckName } from './checks.js';
import type { Check } from './check.js';
import { ROWS_OF, type Finding } from './find-wrong.js';
import { at, between, EVERYTHING, endOfSlice, placeOf, type Place, type Query } from './slices.js';

export interface LookOptions {
  /** The checks. Default: all of them. */
  names?: readonly CheckName[];
  /** Rows of a slice: what one statement looks at. Default: what the check says. */
  slice?: number;
  /** How long what is under way has to arrive; what has arrived is not waited for any longer. Default 5 s. */
  graceMs?: number;
  /** Only these rows of a walk: so many after a place. Default: all of them. */
  part?: { after: Place | null; rows: number };
  /** A slice of a check was looked at. */
  progress?: (check: CheckName, rows: number) => Promise<void> | void;
  wait?: (ms: number) => Promise<unknown>;
}

/** What a check looked at, and what it found. */
export interface Look {
  check: CheckName;
  rows: number;
  /** Where it stopped; null: it looked at no row of a walk. */
  end: Place | null;
  /** At most 1,000. */
  findings: Finding[];
}

type Row = Pick<Finding, 'id' | 'has' | 'due'>;

const MOST_OF_A_CHECK = 1_000;
const SLICE_ROWS = 1_000;
const GRACE_MS = 5_000;
/** When in the grace it is looked again: each time twice as late, so that a difference that stays costs few statements more. */
const LOOKS_AT = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1];

/**
 * Walks through the tables of a shop that is open, slice by slice. What differs is looked at again during the grace, and told
 * when it is still there at its end and has not moved: a projection that lags behind a busy record moves. It only reads.
 */
export async function lookForDifferences(query: Query, options: LookOptions = {}): Promise<Look[]> {
  const { names, graceMs = GRACE_MS } = options;
  const { wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) } = options;
  const looks: Look[] = [];
  for (const check of CHECKS.filter(({ name }) => names?.includes(name) ?? true))
    looks.push(await lookOnce(query, check, options));
  let waited = 0;
  for (const share of graceMs > 0 ? LOOKS_AT : [1]) {
    if (looks.every(({ findings }) => findings.length === 0)) break;
    await wait(graceMs * share - waited);
    waited = graceMs * share;
    for (const look of looks) look.findings = await lookAgain(query, look);
  }
  return looks;
}

async function lookOnce(
  query: Query,
  check: Check & { name: CheckName },
  { slice = check.slice ?? SLICE_ROWS, part, progress }: LookOptions,
): Promise<Look> {
  const look: Look = { check: check.name, rows: 0, end: null, findings: [] };
  if (!check.over) {
    const rows = (await query(ROWS_OF(check.sql(EVERYTHING), MOST_OF_A_CHECK))) as Row[];
    look.findings = rows.map(told(check));
    await progress?.(check.name, 0);
    return look;
  }
  let after: Place | null = part?.after ?? null;
  const all = part?.rows ?? Infinity;
  while (look.findings.length < MOST_OF_A_CHECK && look.rows < all) {
    const end = await endOfSlice(query, check.over, after, Math.min(slice, all - look.rows));
    if (!end) break;
    const bounds = between(check.over, after, end.to);
    const most = MOST_OF_A_CHECK - look.findings.length;
    const rows = await query(ROWS_OF(check.sql(bounds.slice), most), bounds.values);
    look.findings.push(...(rows as Row[]).map(told(check)));
    look.rows += end.rows;
    after = look.end = end.to;
    await progress?.(check.name, end.rows);
  }
  return look;
}

async function lookAgain(query: Query, { check, findings }: Look): Promise<Finding[]> {
  const now = await lookAt(
    query,
    check,
    findings.map(({ id }) => id),
  );
  const known = new Map(now.map((finding) => [finding.id, finding]));
  return findings.flatMap((before) => {
    const same = known.get(before.id);
    return same && same.has === before.has ? [same] : [];
  });
}

/** What a check still finds of the differences with these ids, each looked for by its key alone. */
export async function lookAt(
  query: Query,
  name: CheckName,
  ids: readonly string[],
): Promise<Finding[]> {
  const check = CHECKS.find((one) => one.name === name)!;
  const { over, sql } = check;
  const found: Finding[] = [];
  const places = Map.groupBy(ids, (id) => (over ? placeOf(id).join(':') : ''));
  for (const [place, here] of places) {
    const bounds = over ? at(over, place.split(':')) : { slice: EVERYTHING, values: [] };
    const now = (await query(ROWS_OF(sql(bounds.slice), MOST_OF_A_CHECK), bounds.values)) as Row[];
    const asked = new Set(here);
    found.push(...now.filter(({ id }) => asked.has(id)).map(told(check)));
  }
  return found;
}

const told =
  ({ name, says, about }: Check & { name: CheckName }) =>
  ({ id, has, due }: Row): Finding => ({ check: name, says, about, id, has, due });
