import { cpuSeconds, type StackHandle } from '@tandem/stack';
import type pg from 'pg';
import { percentile } from './load.ts';
import { atPace } from '@tandem/testing/pace';
import { add, ms, whole } from './report.ts';

/** The machine is not to be full of readers. */
const READS_PER_SECOND = 72;
const HOT_PARTS = 200;

/** What shoppers look for in lists. */
export const LISTS = [
  'limit=24',
  'kind=game&limit=24',
  'kind=physical&limit=24',
  'category=pc-games&limit=24',
  'category=brake-discs&sort=price_asc&limit=24',
  'kind=game&sort=price_asc&limit=24',
  'kind=game&sort=name&limit=24',
  'genre=action&limit=24',
  'in_stock=true&limit=24',
  'q=citadel&limit=24',
];

interface Seen {
  parts: number[];
  lists: number[];
  failures: number;
}

/** The slowest of a hundred answers, in milliseconds. */
export interface Slowest {
  part: number;
  list: number;
}

/** Parts that shoppers look at again and again. */
export async function hotParts(database: Pick<pg.Client, 'query'>): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(
    `select id from catalog.parts where status = 'active' and deleted_at is null
      order by id % 97, id limit ${HOT_PARTS}`,
  );
  return rows.map(({ id }) => id);
}

/** Shoppers who come at a steady pace, until told to stop. */
async function readers(shop: string, ids: readonly number[], going: () => boolean): Promise<Seen> {
  const seen: Seen = { parts: [], lists: [], failures: 0 };
  await atPace(READS_PER_SECOND, going, async (n, due) => {
    const list = n % 3 === 0;
    const path = list ? `?${LISTS[(n / 3) % LISTS.length]}` : `/${ids[n % ids.length]}`;
    const answer = await fetch(`${shop}/api/v1/parts${path}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) seen.failures += 1;
    (list ? seen.lists : seen.parts).push(performance.now() - due);
  });
  return seen;
}

/** Hits and misses of parts and lists since the service began. */
async function counted(service: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${service}/metrics`)).text();
  const lines = text.matchAll(/^cache_requests_total\{([^}]*)\} (\d+)/gm);
  const of = (labels: string, name: string) => new RegExp(`${name}="(\\w+)"`).exec(labels)?.[1];
  return new Map(
    [...lines].map(([, labels, n]) => [
      `${of(labels!, 'cache_type')} ${of(labels!, 'result')}`,
      Number(n),
    ]),
  );
}

/** What shoppers feel while something goes on, and what it costs. */
export async function measured(
  what: string,
  stack: StackHandle,
  ids: readonly number[],
  going: () => boolean,
): Promise<Slowest> {
  const service = stack.info.services.catalog![0]!;
  const before = await counted(service);
  const spent = stack.processes().map(({ name, pid = 0 }) => ({ name, pid, at: cpuSeconds(pid) }));
  const begun = performance.now();
  const seen = await readers(service, ids, going);
  const seconds = (performance.now() - begun) / 1000;
  const shares = spent
    .map(({ name, pid, at }) => ({ name, percent: (100 * (cpuSeconds(pid) - at)) / seconds }))
    .sort((a, b) => b.percent - a.percent);
  const after = await counted(service);
  for (const [type, times] of [
    ['part', seen.parts],
    ['list', seen.lists],
  ] as const) {
    const grown = (result: string) =>
      (after.get(`${type} ${result}`) ?? 0) - (before.get(`${type} ${result}`) ?? 0);
    const [hits, misses] = [grown('hit'), grown('miss')];
    add(
      `${type} pages, ${what}`,
      `p50 ${ms(percentile(times, 50))}, p99 ${ms(percentile(times, 99))}`,
      `hit rate ${((100 * hits) / (hits + misses)).toFixed(1)}% of ${whole(hits + misses)}; ${seen.failures} failures`,
    );
  }
  add(
    `processors, ${what}`,
    `${whole(shares.reduce((sum, { percent }) => sum + percent, 0))}% of a core`,
    shares
      .slice(0, 7)
      .map(({ name, percent }) => `${name} ${whole(percent)}`)
      .join(', '),
  );
  return { part: percentile(seen.parts, 99), list: percentile(seen.lists, 99) };
}
