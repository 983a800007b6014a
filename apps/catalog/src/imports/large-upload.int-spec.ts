import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildServices, endProcess, eventually, proofSize, startBuilt } from '@tandem/testing';
import { EDITING, EDITOR, Shop, type Json } from '../testing/shop.js';

const MIB = 1_048_576;
/** A file of 200 MB, or a few copies of it on their way, would not fit. Memory that the process had before is not counted. */
const GROWTH_MIB = 160;
/** As large as a file may be: `--full` takes the default; in CI less is written before the rest is refused. */
const MOST_MIB = proofSize(150);
/** Telling costs the process more than the file does when it is asked all the time. */
const LOOK_MS = 100;

let shop: Shop;
let child: Awaited<ReturnType<typeof startBuilt>>;
let token: string;
beforeAll(async () => {
  await buildServices();
  shop = await Shop.open({ instances: 0 });
  const { id: userId, name } = EDITOR;
  token = await shop.tokens.tokenFor({ userId, name, ...EDITING });
}, 300_000);
afterAll(async () => {
  if (child) await endProcess(child.child);
  await shop?.close();
});

/** A form whose file is made while it is sent: this process has no 200 MB of it either. */
async function upload(mib: number): Promise<{ status: number; body: Json; peakMiB: number }> {
  const boundary = 'tandem-large-upload';
  // Five rows, each with a long column that is for nothing.
  const remarks = 'long '.repeat(41_930);
  const block = (n: number): Buffer =>
    Buffer.from(
      Array.from({ length: 5 }, (_, i) => `LARGE-${n}-${i},Part,1.00,EUR,${remarks}\n`).join(''),
    );
  async function* form(): AsyncGenerator<Buffer> {
    yield Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="large.csv"\r\n\r\nsku,name,price,currency,remarks\n`,
    );
    for (let n = 0; n < mib; n += 1) yield block(n);
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  let done = false;
  const peak = highestMemory(() => done);
  const answer = await fetch(`${child.url}/api/v1/admin/imports?dry_run=true`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: ReadableStream.from(form()),
    duplex: 'half',
  } as RequestInit);
  const body = await answer.json();
  done = true;
  return { status: answer.status, body, peakMiB: await peak };
}

/** What the process itself tells while it works; a peak between two looks is not seen, a file that is kept is. */
async function memoryMiB(): Promise<number> {
  const text = await (await fetch(`${child.url}/metrics`)).text();
  return Number(/^process_memory_usage_bytes (\S+)/m.exec(text)![1]) / MIB;
}

async function highestMemory(isDone: () => boolean): Promise<number> {
  let most = 0;
  while (!isDone()) {
    most = Math.max(most, await memoryMiB());
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return most;
}

// Real here: an instance in a process of its own, and a file that comes over the network as it is made.
it('a file of 200 MB is refused by name, and taken in with flat memory where the shop allows it', async () => {
  const limit = { CATALOG_IMPORT_MOST_MIB: String(MOST_MIB) };
  child = await startBuilt('catalog', 'CATALOG', { ...shop.env, ...limit });
  await upload(1);
  const before = await memoryMiB();
  const refused = await upload(200);
  expect(refused).toMatchObject({
    status: 413,
    body: { errors: [{ field: 'file', message: `is larger than ${MOST_MIB} MiB: split it` }] },
  });
  expect(refused.peakMiB - before).toBeLessThan(GROWTH_MIB);
  await endProcess(child.child);

  child = await startBuilt('catalog', 'CATALOG', { ...shop.env, CATALOG_IMPORT_MOST_MIB: '300' });
  await upload(1);
  const taken = await upload(200);
  expect(taken).toMatchObject({ status: 202 });
  expect(taken.peakMiB - before).toBeLessThan(GROWTH_MIB);

  const tell = async (): Promise<Json> => {
    const [row] = await shop.database.query<Json>(
      'select status, created from catalog.imports where id = $1',
      [taken.body.import_id],
    );
    return row;
  };
  let most = 0;
  await eventually(
    async () => {
      most = Math.max(most, await memoryMiB());
      expect((await tell()).status).toBe('completed');
    },
    { timeoutMs: 280_000, everyMs: LOOK_MS },
  );
  expect(await tell()).toMatchObject({ created: 1_000 });
  expect(most - before).toBeLessThan(GROWTH_MIB);
}, 600_000);
