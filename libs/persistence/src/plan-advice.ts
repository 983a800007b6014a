/** A step of a plan, as `explain (format json)` tells it. */
export interface PlanStep {
  'Node Type': string;
  'Plan Rows': number;
  'Plan Width'?: number;
  'Total Cost'?: number;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Join Type'?: string;
  Filter?: string;
  'Sort Key'?: string[];
  Plans?: PlanStep[];
}

/** What the planner goes by, beside the plan. */
interface Known {
  /** How many rows a table has. */
  rows: ReadonlyMap<string, number>;
  /** What a step may keep in memory. */
  workMemBytes: number;
}

const LARGE_TABLE = 10_000;
/** So many rows are looked at for one that stays. */
const WASTEFUL = 100;
const MANY_LOOPS = 10_000;
const MIB = 1024 * 1024;

const count = (rows: number) => Math.round(rows).toLocaleString('en');

/** What to look at, one line each; empty where the plan tells of nothing. The numbers are the planner's: nothing was run. */
export function adviceOn(plan: PlanStep, known: Known): string[] {
  const advice = new Set<string>();
  for (const step of stepsOf(plan)) {
    for (const said of [scan(step, known), sort(step, known), loops(step)])
      if (said) advice.add(said);
  }
  return [...advice].slice(0, 5);
}

function* stepsOf(step: PlanStep): Generator<PlanStep> {
  yield step;
  for (const below of step.Plans ?? []) yield* stepsOf(below);
}

/** Whole tables that are read, and tables of which little is left. */
function scan(step: PlanStep, { rows }: Known): string | undefined {
  const table = step['Relation Name'];
  const size = table === undefined ? undefined : rows.get(table);
  if (size === undefined || size < LARGE_TABLE || !step['Node Type'].endsWith('Seq Scan')) return;
  const left = Math.max(1, step['Plan Rows']);
  if (step.Filter && size / left >= WASTEFUL)
    return `Looks through all ${count(size)} rows of ${table} to keep about ${count(left)}: an index for ${step.Filter} would find them.`;
  return `Reads all ${count(size)} rows of ${table}: ask for fewer of them, or for an index that has what is asked for.`;
}

function sort(step: PlanStep, { workMemBytes }: Known): string | undefined {
  if (step['Node Type'] !== 'Sort') return;
  const bytes = step['Plan Rows'] * (step['Plan Width'] ?? 0);
  if (bytes <= workMemBytes) return;
  const by = step['Sort Key']?.join(', ') ?? 'something';
  return `Sorts about ${count(bytes / MIB)} MB by ${by}, on disk, for work_mem is ${count(workMemBytes / MIB)} MB: an index in that order needs no sorting.`;
}

function loops(step: PlanStep): string | undefined {
  if (step['Node Type'] !== 'Nested Loop') return;
  const [outer, inner] = step.Plans ?? [];
  if (!outer || !inner || outer['Plan Rows'] < MANY_LOOPS) return;
  // Its answer is kept after the first time.
  if (inner['Node Type'] === 'Materialize' || inner['Node Type'] === 'Memoize') return;
  const what = inner['Relation Name'] ?? inner['Node Type'].toLowerCase();
  return `Looks into ${what} about ${count(outer['Plan Rows'])} times, once for each row: narrow the rows before, or let it join by hash.`;
}
