import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildServices,
  callUrl,
  endProcess,
  eventually,
  proofSize,
  startBuilt,
} from '@tandem/testing';
import { EDITING, EDITOR, Shop, type Json } from '../testing/shop.js';

/** Three batches and a bit. Some parts come again in a later one, with the price that the first did not have, and back. */
const ROWS = 700;
const FULL_KILLS = 2;
/** `--full`: two, and each time the job is taken over when its worker has been silent for long enough. */
const KILLS = proofSize(FULL_KILLS, 1);
/** A job of a dead worker is taken over within half a minute. */
const TAKEN_OVER = { timeoutMs: 120_000, everyMs: 100 };

let shop: Shop;
let home: string;
beforeAll(async () => {
  await buildServices();
  shop = await Shop.open({ instances: 0, redis: true });
  home = mkdtempSync(join(tmpdir(), 'tandem-imports-'));
}, 300_000);
afterAll(async () => {
  await shop?.close();
  if (home) rmSync(home, { recursive: true });
});

function fileOf(prefix: string): string {
  const lines = ['sku,name,price,currency'];
  for (let n = 0; n < ROWS; n += 1) {
    const part = n % 300;
    const price = n % 50 === 49 ? 'cheap' : `${10 + (Math.floor(n / 300) % 2)}.00`;
    lines.push(`${prefix}-${part},Part ${part},${price},EUR`);
  }
  return `${lines.join('\n')}\n`;
}

async function uploadedTo(url: string, prefix: string): Promise<string> {
  const { id: userId, name } = EDITOR;
  const as = { token: await shop.tokens.tokenFor({ userId, name, ...EDITING }) };
  const body = new FormData();
  body.set('file', new Blob([fileOf(prefix)]), `${prefix}.csv`);
  const answer = await callUrl<Json>('POST', `${url}/api/v1/admin/imports`, { as, body });
  expect(answer).toMatchObject({ status: 202 });
  return answer.body.import_id;
}

/** That a dead worker's job is taken over by itself is shown by `libs/jobs`; here nobody waits for it but with `--full`. */
async function freeJob(): Promise<void> {
  if (KILLS === FULL_KILLS) return;
  await shop.database.query(
    `update catalog_jobs.job set state = 'retry', start_after = clock_timestamp() where state = 'active'`,
  );
}

const ended = (id: string): Promise<Json> =>
  eventually(async () => {
    const [row] = await shop.database.query<Json>(
      `select status, created, updated, unchanged, failed, last_row from catalog.imports where id = $1`,
      [id],
    );
    expect(row.status).toBe('completed');
    return row;
  }, TAKEN_OVER);

/** All that an import leaves of its parts, whatever they are called. */
const leftOf = (prefix: string, id: string): Promise<Json[]> =>
  shop.database.query<Json>(
    `select substr(p.sku, length($1) + 2) as part, p.version, p.part_name, p.price_minor,
            (select json_agg(json_build_array(v.version_number, v.event_type, v.is_active) order by v.version_number)
               from catalog.part_content_versions v where v.part_id = p.id) as versions,
            (select count(*)::int from catalog.outbox o where o.aggregateid = p.id::text) as events,
            (select count(*)::int from audit.data_change_logs l
              where l.table_name = 'parts' and l.record_id = p.id::text) as audited,
            (select json_agg(json_build_array(e.row, e.errors) order by e.row)
               from catalog.import_errors e where e.import_id = $2) as errors
       from catalog.parts p where p.sku like $1 || '-%' order by p.sku`,
    [prefix, id],
  );

// Real here: the instances that die are processes of their own, killed with SIGKILL between a commit and what follows it. They
// import in a thread, and the one that goes on does not: what both leave is the same.
it('an import whose instance is killed ends as one that nobody disturbed', async () => {
  const faultFile = join(home, 'fault');
  const env = { ...shop.env, CATALOG_IMPORT_THREAD: 'yes', TANDEM_FAULT_FILE: faultFile };
  let first: string | undefined;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, url } = await startBuilt('catalog', 'CATALOG', env);
    try {
      writeFileSync(faultFile, 'import.batch-committed');
      first ??= await uploadedTo(url, 'KILLED');
      await eventually(() => expect(child.signalCode).toBe('SIGKILL'), TAKEN_OVER);
    } finally {
      await endProcess(child, 'SIGKILL');
    }
    await freeJob();
  }
  const [{ last_row }] = (await shop.database.query<Json>(
    'select last_row from catalog.imports where id = $1',
    [first],
  )) as [Json];
  expect(last_row).toBeLessThan(ROWS);

  const other = await shop.start();
  const figures = await ended(first!);
  const second = await uploadedTo(other.url, 'CALM');
  expect(figures).toEqual(await ended(second));
  expect(figures).toMatchObject({ failed: 14, last_row: ROWS + 1 });
  expect(await leftOf('KILLED', first!)).toEqual(await leftOf('CALM', second));
}, 400_000);
