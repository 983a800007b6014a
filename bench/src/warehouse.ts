import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { io, type Socket } from 'socket.io-client';
import { percentile } from './load.ts';
import { add, ms } from './report.ts';
import { SECONDS } from './settings.ts';

const PARTS = 20;
const PER_SECOND = 50;
/** Several fetches without hints, however short the other measurements are. */
const LEAST_SECONDS = 20;
const STILL_MISSING_MS = 30_000;

interface StockUpdated {
  part_id: number;
  data: { current_stock: number };
}

interface Change {
  quantity: number;
  sentAt: number;
}

/** From a change on a shelf of the warehouse to an open page, without and with its hints. */
export async function warehouse(stack: StackHandle, token: string): Promise<void> {
  const skuOf = await makeParts(stack, token);
  await shelve(
    stack,
    [...skuOf.values()].map((sku) => ({ sku, quantity: 0 })),
  );
  const page = io(stack.info.services['realtime-gateway']![0]!, {
    path: '/socket.io',
    transports: ['websocket'],
  });
  await page.timeout(10_000).emitWithAck('subscribe', { parts: [...skuOf.keys()] });
  for (const [n, hints] of [false, true].entries()) {
    await control(stack, 'settings', { webhook: hints });
    const { took, missing } = await changes(stack, skuOf, page, n * 1_000_000);
    add(
      `warehouse → open page, ${PER_SECOND} changes/s, ${hints ? 'with' : 'without'} hints`,
      `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`,
      `${took.length} changes, ${missing} never seen nor overtaken`,
    );
  }
  await control(stack, 'settings', { webhook: false });
  page.close();
}

/** A change is seen once the page shows it, or a later one of its part: quantities only grow, from `above` on. */
async function changes(
  stack: StackHandle,
  skuOf: Map<number, string>,
  page: Socket,
  above: number,
) {
  const open = new Map<number, Change[]>([...skuOf.keys()].map((id) => [id, []]));
  const took: number[] = [];
  const onUpdate = ({ part_id, data }: StockUpdated) => {
    const waiting = open.get(part_id) ?? [];
    const seen = waiting.filter(({ quantity }) => quantity <= data.current_stock);
    for (const { sentAt } of seen) took.push(performance.now() - sentAt);
    open.set(
      part_id,
      waiting.filter((change) => !seen.includes(change)),
    );
  };
  page.on('stock.updated', onUpdate);
  const ids = [...skuOf.keys()];
  const began = performance.now();
  const count = Math.max(SECONDS, LEAST_SECONDS) * PER_SECOND;
  for (let n = 0; n < count; n += 1) {
    await pause(began + (n * 1_000) / PER_SECOND - performance.now());
    const id = ids[n % ids.length]!;
    const quantity = above + n + 1;
    open.get(id)!.push({ quantity, sentAt: performance.now() });
    await shelve(stack, [{ sku: skuOf.get(id)!, quantity }]);
  }
  const missing = () => [...open.values()].reduce((sum, waiting) => sum + waiting.length, 0);
  const end = performance.now() + STILL_MISSING_MS;
  while (missing() > 0 && performance.now() < end) await pause(50);
  page.off('stock.updated', onUpdate);
  return { took, missing: missing() };
}

async function makeParts(stack: StackHandle, token: string): Promise<Map<number, string>> {
  const api = `${stack.info.admin}/api/v1`;
  const categories = (await (await fetch(`${api}/categories`)).json()) as {
    items: { id: string }[];
  };
  const skuOf = new Map<number, string>();
  for (let n = 0; n < PARTS; n += 1) {
    const sku = `BENCH-${Date.now()}-${n}`;
    const answer = await fetch(`${api}/admin/parts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        kind: 'physical',
        sku,
        part_name: 'Counted part',
        description: '',
        category_id: categories.items[0]!.id,
        price: { amount: '10.00', currency: 'EUR' },
        specifications: [],
        status: 'active',
      }),
    });
    if (answer.status !== 201) throw new Error(`a part: ${answer.status} ${await answer.text()}`);
    skuOf.set(((await answer.json()) as { id: number }).id, sku);
  }
  return skuOf;
}

const shelve = (stack: StackHandle, items: { sku: string; quantity: number }[]) =>
  control(stack, 'stock', { items });

async function control(stack: StackHandle, path: string, body: object): Promise<void> {
  const answer = await fetch(`${stack.info.simulators['inventory']}/_sim/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the warehouse: ${path} answered ${answer.status}`);
}
