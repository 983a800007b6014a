import {
  lookAt,
  lookForDifferences,
  type Look,
  type LookOptions,
  type Query,
} from '@tandem/consistency';
import type { Queryable } from '@tandem/persistence';
import { openDifferences } from './difference-store.js';

const CHAIN = 'audit chain';
const A_DAY_S = 86_400;
/** Of new seals in one look: a log that nobody has looked at yet takes several. */
const MOST_NEW = 1_000;
/** Of the older ones, however rarely or often it is looked at; a seal has up to 1,000 rows. */
const [LEAST_OLDER, MOST_OLDER] = [20, 1_000];
const MOST_KNOWN = 1_000;

interface Progress {
  seen_to: string;
  walked_to: string;
  /** Seals that are due, so that the walk is through all of them in a day. */
  due: number;
}

/**
 * Looks at a bounded part of the audit chain: at what was sealed since the last look, at the next slice of a walk that comes by
 * each seal once a day, and at what is known to be wrong. All of it at once is read by `npm run audit:verify`.
 */
export async function lookAtChain(
  database: Queryable,
  query: Query,
  options: Pick<LookOptions, 'graceMs' | 'progress'>,
): Promise<Look> {
  const { seen_to, walked_to, due } = await progressOf(database);
  const older = Math.min(MOST_OLDER, Math.max(LEAST_OLDER, due));
  const look = async (after: string, rows: number): Promise<Look> => {
    const part = { after: [after], rows };
    const [one] = await lookForDifferences(query, { ...options, names: [CHAIN], part });
    return one!;
  };
  const added = await look(seen_to, MOST_NEW);
  const walked = await look(walked_to, older);
  const known = await openDifferences(database, { check: CHAIN }, MOST_KNOWN);
  const still = await lookAt(
    query,
    CHAIN,
    known.map(({ record }) => record),
  );
  await database.execute(
    `update audit_chain_looks set seen_to = $1, walked_to = $2, walked_at = clock_timestamp()`,
    [added.end?.[0] ?? seen_to, walked.rows < older ? 0 : walked.end![0]],
  );
  const findings = [...added.findings, ...walked.findings, ...still];
  return {
    ...added,
    rows: added.rows + walked.rows,
    findings: [...new Map(findings.map((finding) => [finding.id, finding])).values()],
  };
}

/** A log that ends before what was seen of it was cut off or begun anew: then all of it is new. */
async function progressOf(database: Queryable): Promise<Progress> {
  const [progress] = await database.query<Progress>(
    `select (case when l.seen_to <= s.highest then l.seen_to else 0 end)::text as seen_to, l.walked_to::text,
            ceil(s.highest * least(1, extract(epoch from clock_timestamp() - l.walked_at) / ${A_DAY_S}))::integer as due
       from audit_chain_looks l cross join (select coalesce(max(number), 0) as highest from audit_seals) s`,
  );
  return progress!;
}
