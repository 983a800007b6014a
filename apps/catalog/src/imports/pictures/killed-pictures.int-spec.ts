import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildServices,
  callUrl,
  endProcess,
  eventually,
  standIn,
  startBuilt,
  type StandIn,
} from '@tandem/testing';
import sharp from 'sharp';
import { EDITING, EDITOR, Shop, type Json } from '../../testing/shop.js';

/** Between two commits of a picture's way: its bytes are kept, its row is settled, or waits for a server that has no time. */
const STEPS = ['import.picture-kept', 'import.pictures-shown', 'import.pictures-postponed'];
const ROWS = 5;
/** Nothing is fetched from our own network: the services are made to find the supplier at an address of the internet. */
const PUBLIC = '198.51.101.1';
const PRELOAD = `
import net from 'node:net';
const { connect } = net;
net.connect = (options, ...rest) =>
  connect(options?.host === '${PUBLIC}' ? { ...options, host: '127.0.0.1' } : options, ...rest);
`;
const ENDED = { timeoutMs: 180_000, everyMs: 100 };

let shop: Shop;
let home: string;
let supplier: StandIn;
let env: Record<string, string>;
const asked = new Set<string>();
beforeAll(async () => {
  await buildServices();
  supplier = await standIn(async ({ url = '' }, response) => {
    if (url.includes('gone')) return void response.writeHead(404).end();
    const isFirst = !asked.has(url);
    asked.add(url);
    if (url.includes('busy') && isFirst) return void response.writeHead(503).end();
    const width = 200 + Number(/(\d+)\.png$/.exec(url)![1]);
    const create = { width, height: 100, channels: 3 as const, background: '#abcdef' };
    response.end(await sharp({ create }).png().toBuffer());
  });
  shop = await Shop.open({ instances: 0 });
  home = mkdtempSync(join(tmpdir(), 'tandem-pictures-'));
  const preload = join(home, 'supplier.mjs');
  writeFileSync(preload, PRELOAD);
  env = { ...shop.env, NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` };
}, 300_000);
afterAll(async () => {
  await shop?.close();
  await supplier?.close();
  if (home) rmSync(home, { recursive: true });
});

/** Of each row one picture that is had at once and one that is asked for twice; of the last one a third that is nowhere. */
function fileOf(prefix: string): string {
  const origin = `http://${PUBLIC}:${new URL(supplier.url).port}`;
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const names = [`${2 * n}`, `busy-${2 * n + 1}`, ...(n === ROWS - 1 ? ['gone'] : [])];
    const image_urls = names.map((name) => `${origin}/${prefix}-${name}.png`);
    return { sku: `${prefix}-${n}`, part_name: 'Pictured', price: 1, currency: 'EUR', image_urls };
  });
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function uploadedTo(url: string, prefix: string): Promise<string> {
  const { id: userId, name } = EDITOR;
  const as = { token: await shop.tokens.tokenFor({ userId, name, ...EDITING }) };
  const body = new FormData();
  body.set('file', new Blob([fileOf(prefix)]), 'pictures.jsonl');
  const answer = await callUrl<Json>('POST', `${url}/api/v1/admin/imports`, { as, body });
  expect(answer).toMatchObject({ status: 202 });
  return answer.body.import_id;
}

/** That a dead worker's job is taken over by itself is shown by `libs/jobs`; here nobody waits for it. */
const freeJobs = () =>
  shop.database.query(
    `update catalog_jobs.job set state = 'retry', start_after = clock_timestamp() where state = 'active'`,
  );

const ended = (id: string): Promise<Json> =>
  eventually(async () => {
    const [row] = await shop.database.query<Json>(
      `select status, created, updated, unchanged, failed, images_waiting, images_failed from catalog.imports where id = $1`,
      [id],
    );
    expect(row).toMatchObject({ status: 'completed', images_waiting: 0 });
    return row;
  }, ENDED);

/** All that an import leaves of its parts, whatever they are called; pictures are the same ones for each import. */
const leftOf = (prefix: string, id: string): Promise<Json[]> =>
  shop.database.query<Json>(
    `select substr(p.sku, length($1) + 2) as part, p.version,
            (select json_agg(json_build_array(i.position, i.sha256, i.alt) order by i.position)
               from catalog.part_images i where i.part_id = p.id) as images,
            (select json_agg(json_build_array(v.version_number, v.event_type, v.is_active) order by v.version_number)
               from catalog.part_content_versions v where v.part_id = p.id) as versions,
            (select count(*)::int from catalog.outbox o where o.aggregateid = p.id::text) as events,
            (select count(*)::int from catalog.part_image_sources s where s.part_id = p.id) as sources,
            (select json_agg(json_build_array(e.row, replace(e.errors::text, $1 || '-', '')) order by e.row)
               from catalog.import_errors e where e.import_id = $2) as errors,
            (select count(*)::int from catalog.outbox o where o.aggregateid = 'import:' || $2) as told
       from catalog.parts p where p.sku like $1 || '-%' order by p.sku`,
    [prefix, id],
  );

// Real here: the instances that die are processes of their own, killed with SIGKILL between a commit and what follows it.
it('the pictures of an import whose instance is killed at any step end as those of one that nobody disturbed', async () => {
  const faultFile = join(home, 'fault');
  const killed: [prefix: string, id: string][] = [];
  for (const [n, step] of STEPS.entries()) {
    const { child, url } = await startBuilt('catalog', 'CATALOG', {
      ...env,
      TANDEM_FAULT_FILE: faultFile,
    });
    try {
      writeFileSync(faultFile, step);
      killed.push([`K${n}`, await uploadedTo(url, `K${n}`)]);
      await eventually(() => expect(child.signalCode).toBe('SIGKILL'), ENDED);
    } finally {
      await endProcess(child, 'SIGKILL');
    }
  }
  await freeJobs();
  const { child, url } = await startBuilt('catalog', 'CATALOG', env);
  try {
    const calm = await uploadedTo(url, 'CALM');
    const figures = await ended(calm);
    expect(figures).toMatchObject({ created: ROWS - 1, failed: 1, images_failed: 1 });
    const left = await leftOf('CALM', calm);
    expect(left).toMatchObject(Array.from({ length: ROWS }, () => ({ version: 2, sources: 2 })));
    for (const [prefix, id] of killed) {
      expect(await ended(id)).toEqual(figures);
      expect(await leftOf(prefix, id)).toEqual(left);
    }
  } finally {
    await endProcess(child, 'SIGKILL');
  }
}, 900_000);
