import type { StackHandle } from '@tandem/stack';
import { startFloor } from './floors.ts';
import { load, median, type LoadResult } from './load.ts';
import { add, ms, whole } from './report.ts';
import { CONNECTIONS, ROUNDS, SECONDS } from './settings.ts';

/** The subjects in turn, several rounds, so that a drift of the machine meets all of them alike. */
async function sideBySide(subjects: Record<string, string>): Promise<Record<string, LoadResult>> {
  const results: Record<string, LoadResult[]> = {};
  for (const url of Object.values(subjects)) await load(url, CONNECTIONS, 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(subjects)) {
      (results[name] ??= []).push(await load(url, CONNECTIONS, SECONDS));
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, all]) => [
      name,
      {
        requestsPerSecond: median(all.map((r) => r.requestsPerSecond)),
        p50: median(all.map((r) => r.p50)),
        p99: median(all.map((r) => r.p99)),
        failures: all.reduce((sum, r) => sum + r.failures, 0),
      },
    ]),
  );
}

function report(title: string, results: Record<string, LoadResult>): void {
  const page = results.page!;
  for (const [name, result] of Object.entries(results)) {
    const share = ((100 * page.requestsPerSecond) / result.requestsPerSecond).toFixed(0);
    add(
      `${title}: ${name}`,
      `${whole(result.requestsPerSecond)} req/s, p50 ${ms(result.p50)}, p99 ${ms(result.p99)}`,
      name === 'page' ? `${result.failures} failures` : `the page is at ${share}%`,
    );
  }
}

/** The part page and the list, beside what any server of Node would reach. */
export async function reads(stack: StackHandle): Promise<void> {
  const catalog = stack.info.services.catalog![0]!;
  const part = `${catalog}/api/v1/parts/1`;
  const list = `${catalog}/api/v1/parts?limit=24`;
  const floor = await startFloor(stack);
  const { base } = floor;
  report(
    'part page',
    await sideBySide({
      page: part,
      'bare Fastify': `${base}/bare/part`,
      'Fastify + MGET': `${base}/mget/part`,
    }),
  );
  report(
    'list of 24',
    await sideBySide({
      page: list,
      'bare Fastify': `${base}/bare/list`,
      'Fastify + MGET': `${base}/mget/list`,
    }),
  );
  floor.close();
}
