import type { StackHandle } from '@tandem/stack';
import { child, said } from './child.ts';
import { load, percentile } from './load.ts';
import { add, ms, whole } from './report.ts';
import { CONNECTIONS, SECONDS } from './settings.ts';

/** Keeps `writers` stock edits in flight for some seconds; each writer has parts of its own. */
export async function writes(stack: StackHandle, token: string, writers: number, seconds: number) {
  const inventory = stack.info.services.inventory![0]!;
  const times: number[] = [];
  let failures = 0;
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const begun = performance.now();
        const id = 100 + writer * 4 + (n % 4);
        const answer = await fetch(`${inventory}/api/v1/admin/parts/${id}/stock`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ current_stock: 100 + (n % 1000) }),
        });
        await answer.arrayBuffer();
        if (answer.status !== 200) failures += 1;
        times.push(performance.now() - begun);
      }
    }),
  );
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    failures,
  };
}

/** Stock edits alone, and beside readers. */
export async function stockWrites(stack: StackHandle, token: string): Promise<void> {
  const alone = await writes(stack, token, 8, SECONDS);
  add(
    'stock writes, 8 writers',
    `${whole(alone.perSecond)}/s, p50 ${ms(alone.p50)}, p99 ${ms(alone.p99)}`,
    `${alone.failures} failures`,
  );
  const reading = load(
    `${stack.info.services.catalog![0]}/api/v1/parts/1`,
    CONNECTIONS,
    SECONDS + 1,
  );
  const loaded = await writes(stack, token, 4, SECONDS);
  await reading;
  add(
    'stock writes, 4 writers, 50 readers on the part page',
    `${whole(loaded.perSecond)}/s, p50 ${ms(loaded.p50)}, p99 ${ms(loaded.p99)}`,
    `${loaded.failures} failures`,
  );
}

/** From the commit of an edit to the sockets that wait for it. */
export async function pushed(stack: StackHandle, token: string, count: number): Promise<void> {
  const gateway = stack.info.services['realtime-gateway']![0]!;
  const inventory = stack.info.services.inventory![0]!;
  const pages = child('sockets.ts', [gateway, String(count), '7']);
  await said(pages);
  const versions: number[] = [];
  for (let n = 0; n < 100; n += 1) {
    const answer = await fetch(`${inventory}/api/v1/admin/parts/7/stock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ current_stock: 500 + n }),
    });
    versions.push(((await answer.json()) as { version: number }).version);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  pages.send({ expect: versions });
  const result = await said<{ latencies: number[]; perfect: number; sockets: number }>(pages);
  pages.disconnect();
  add(
    `commit → socket, ${count} sockets, 100 edits`,
    `p50 ${ms(percentile(result.latencies, 50))}, p99 ${ms(percentile(result.latencies, 99))}`,
    `${result.perfect} of ${result.sockets} got every event once, in order`,
  );
}
