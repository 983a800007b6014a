import type { StackHandle } from '@tandem/stack';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { percentile } from './load.ts';
import { atPace } from '@tandem/testing/pace';
import { add, ms, whole } from './report.ts';
import { SHOP_SIZES } from './settings.ts';

/** Far from what fills a processor: it is how long one takes, and not how many there are. */
const PER_SECOND = 12;
const SECONDS = 30;
const FILL = join(import.meta.dirname, '../../tools/standalone/src/scale/fill-shop.ts');
/** Lists that were asked for before are not asked for again while they are kept. */
const WARM_UP_SECONDS = 5;

const THINGS = [
  'brake',
  'filter',
  'clutch',
  'pump',
  'bearing',
  'sensor',
  'lamp',
  'mirror',
  'valve',
];
const MAKERS = ['bosch', 'brembo', 'valeo', 'mahle', 'sachs', 'hella', 'febi', 'textar', 'luk'];
const SORTS = ['newest', 'name', 'price_asc', 'price_desc'];
const STAFF_SORTS = [...SORTS, 'updated', 'sku', 'stock_asc', 'stock_desc'];
const STATES = ['', '&status=draft', '&low_stock=true', '&in_stock=false', '&kind=game'];

const of = <T>(values: readonly T[], n: number): T => values[n % values.length]!;

/** What is asked for, the n-th time; the next differs, so that hardly any was kept. */
const SUBJECTS: Record<string, (n: number, ids: readonly number[]) => string> = {
  'part page': (n, ids) => `parts/${of(ids, n * 7)}`,
  list: (n) =>
    `parts?sort=${of(SORTS, n)}&category=many-category-${1 + (n % 72)}&min_price=${(n * 13) % 40}`,
  search: (n) => `parts?q=${of(MAKERS, n)}%20${of(THINGS, Math.floor(n / 9))}&min_price=${n % 7}`,
  'counts of categories': (n) => of(['categories', 'genres', 'platforms'], n),
  'table of staff': (n) => `admin/parts?sort=${of(STAFF_SORTS, n)}${of(STATES, n)}`,
};

/** The n-th asks for the same in each size of the shop, whose pages are then held against the smallest one's. */
export async function growth(stack: StackHandle, signIn: () => Promise<string>): Promise<void> {
  const database = new pg.Client({ connectionString: stack.info.postgres });
  await database.connect();
  const smallest = new Map<string, number>();
  try {
    for (const size of SHOP_SIZES) {
      await promisify(execFile)(process.execPath, [FILL, String(size)], {
        env: { ...process.env, DATABASE_URL: stack.info.postgres },
      });
      const { rows } = await database.query<{ id: number }>(
        `select part_id as id from catalog.part_listing where shown order by hashint4(part_id) limit 2000`,
      );
      const ids = rows.map(({ id }) => id);
      // To fill a large shop takes longer than a token is good for.
      const token = await signIn();
      for (const [subject, pathOf] of Object.entries(SUBJECTS))
        await measure(stack, token, { subject, size, smallest, pathOf: (n) => pathOf(n, ids) });
    }
  } finally {
    await database.end();
  }
}

interface Measured {
  subject: string;
  size: number;
  /** The p99 of each subject in the smallest shop. */
  smallest: Map<string, number>;
  pathOf: (n: number) => string;
}

async function measure(
  stack: StackHandle,
  token: string,
  { subject, size, smallest, pathOf }: Measured,
): Promise<void> {
  const service = stack.info.services.catalog![0]!;
  const times: number[] = [];
  let failures = 0;
  const begun = performance.now();
  const measured = (at: number): boolean => at > begun + WARM_UP_SECONDS * 1000;
  await atPace(
    PER_SECOND,
    () => performance.now() < begun + (WARM_UP_SECONDS + SECONDS) * 1000,
    async (n, due) => {
      const answer = await fetch(`${service}/api/v1/${pathOf(n)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await answer.arrayBuffer();
      if (answer.status !== 200) failures += 1;
      if (measured(due)) times.push(performance.now() - due);
    },
  );
  const p99 = percentile(times, 99);
  if (!smallest.has(subject)) smallest.set(subject, p99);
  add(
    `${subject}, ${whole(size)} parts`,
    `p50 ${ms(percentile(times, 50))}, p99 ${ms(p99)}`,
    `p99 is ${(p99 / smallest.get(subject)!).toFixed(1)} times that of the smallest; ${failures} failures`,
  );
}
