import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, proofSize } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const IS_FULL = proofSize(10, 1) === 10;
/** Fewer rows in CI, each of them longer: rows that are kept, or the file itself, are seen either way. */
const ROWS = IS_FULL ? 100_000 : 600;
const FILE_BYTES = IS_FULL ? 40_000_000 : 16_000_000;
const GROWTH_MIB = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is left when all that nobody needs is gone: heap, and the buffers beside it. */
function memoryMiB(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ env: { CATALOG_IMPORT_ROWS_PER_SECOND: '100000' } });
});
afterAll(() => shop?.close());

/** Real: PostgreSQL, an instance in this process. */
it('an import holds no more at its end than at its beginning', async () => {
  const remarks = 'x'.repeat(FILE_BYTES / ROWS - 40);
  const body = new FormData();
  const rows = Array.from({ length: ROWS }, (_, n) => `FLAT-${n},Part ${n},1.00,EUR,${remarks}\n`);
  body.set('file', new Blob(['sku,name,price,currency,remarks\n', ...rows.splice(0)]), 'flat.csv');
  const { body: begun } = await shop.editor('POST', '/imports', body);
  body.delete('file');

  const processed = async (): Promise<Json> =>
    (await shop.editor('GET', `/imports/${begun.import_id}`)).body;
  const least = async (share: number) =>
    eventually(
      async () => expect((await processed()).processed).toBeGreaterThanOrEqual(ROWS * share),
      { timeoutMs: 900_000, everyMs: 50 },
    );
  await least(0.1);
  const before = memoryMiB();
  await least(1);
  expect(await processed()).toMatchObject({ created: ROWS, failed: 0 });
  // Buffers that are on their way are not kept: they go by themselves.
  await eventually(() => expect(memoryMiB() - before).toBeLessThan(GROWTH_MIB), {
    timeoutMs: 30_000,
    everyMs: 500,
  });
  process.stdout.write(
    `an import of ${ROWS} rows: ${before.toFixed(1)} MiB at 10%, ${memoryMiB().toFixed(1)} MiB at its end\n`,
  );
}, 1_000_000);
