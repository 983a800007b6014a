import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { audit, settled } from './audit.js';
import { call, eventually, Staff, type Part } from './client.js';
import type { History } from './histories.js';
import { testHome } from './home.js';
import { Marketplace, type Buyer } from './marketplace.js';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

const BUYS: History = {
  basket: [{ part: 0, quantity: 1 }],
  method: 'balance',
  wallet: 5_000,
  pays: 'pays',
  sends: 1,
  afterwards: 'nothing',
};

/** What people would notice, row for row. */
const STATE = `
  select 'part' as what, id::text, version::text as a, part_name as b, price_minor::text as c from catalog.parts
  union all select 'stock', part_id::text, version::text, current_stock::text, reserved_quantity::text from inventory.stock_levels
  union all select 'order', id::text, status, number::text, null from orders.orders
  union all select 'entry', id::text, null, null, null from orders.ledger_entries
  union all select 'person', id::text, email, password_hash, null from auth.users
  order by 1, 2`;

/** A command of this clone for one home, as a person gives it. */
async function command(home: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, TANDEM_HOME: home },
  });
  return stdout;
}

const bootstrap = join('tools', 'bootstrap.mjs');

describe('a lost machine is a restore, to a chosen second', () => {
  // Where the account that PostgreSQL runs as may go, wherever the clone is.
  const backups = join(tmpdir(), `tandem-backups-${crypto.randomUUID()}`);
  const [lost, found] = [testHome('lost'), testHome('found')];
  let stack: StackHandle;
  let market: Marketplace;
  let staff: Staff;

  async function open(home: string): Promise<void> {
    stack = await startStack({ home, mode: 'distributed', frontDoors: 'free' });
    staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
  }

  async function close(): Promise<void> {
    await market?.close();
    await stack?.stop();
  }

  beforeAll(async () => {
    for (const home of [lost, found]) rmSync(home, { recursive: true, force: true });
    await open(lost);
  });
  afterAll(async () => {
    await close();
    rmSync(backups, { recursive: true, force: true });
  });

  async function now(): Promise<string> {
    const [row] = await market.query<{ now: Date }>('select clock_timestamp() as now');
    return row!.now.toISOString().replace('T', ' ');
  }

  async function numberOf(id: string): Promise<number> {
    const [row] = await market.query<{ number: string }>(
      'select number from orders.orders where id = $1',
      [id],
    );
    return Number(row!.number);
  }

  async function realtime(signal: NodeJS.Signals): Promise<void> {
    const { pid } = stack.processes().find(({ name }) => name === 'realtime-gateway-1')!;
    process.kill(pid!, signal);
  }

  /** The archive has all that is saved by now. */
  async function logIsAway(): Promise<void> {
    await market.query(`select pg_create_restore_point('test')`);
    const [row] = await market.query<{ file: string }>(
      'select pg_walfile_name(pg_switch_wal()) as file',
    );
    await eventually(async () => {
      const [archived] = await market.query<{ done: boolean }>(
        'select last_archived_wal >= $1 as done from pg_stat_archiver',
        [row!.file],
      );
      expect(archived!.done).toBe(true);
    });
  }

  it('the shop of that second agrees with itself and sells again', async () => {
    const part = await staff.createPart('Long remembered', 50);
    const [buyer] = (await market.registerBuyers(1)) as [Buyer];
    await market.fund(buyer, 20_000);
    const first = await market.live(buyer, BUYS, [part.id]);
    await command(lost, bootstrap, 'backup', '--to', backups);

    // After the backup, and before the second: in the log alone.
    const second = await market.live(buyer, BUYS, [part.id]);
    await staff.putPart(part.id, { part_name: 'Remembered as it was' });
    await settled(market);
    // Kafka has it, and nobody has read it: with the machine, Kafka is lost.
    await realtime('SIGSTOP');
    await staff.putStock(part.id, { current_stock: 77 });
    await eventually(async () =>
      expect(await market.query('select from inventory.outbox where published_at is null')).toEqual(
        [],
      ),
    );
    const before = await market.query(STATE);
    const chosen = await now();
    await realtime('SIGCONT');

    // What nobody will remember.
    await staff.putPart(part.id, { part_name: 'Forgotten' });
    await staff.putStock(part.id, { current_stock: 11 });
    const third = await market.live(buyer, BUYS, [part.id]);
    const forgotten = { order: await numberOf(third!.id), part: await staff.createPart('Gone', 1) };
    const partner = `${stack.info.shop}/api/v1/changes`;
    const seen = await call<{ next_after: string }>(`${partner}?limit=100`);
    await logIsAway();
    await close();
    rmSync(lost, { recursive: true, force: true });

    await command(found, bootstrap, 'restore', '--from', backups, '--at', chosen);
    await open(found);
    expect(await market.query(STATE)).toEqual(before);
    expect(before).toContainEqual(
      expect.objectContaining({ what: 'part', b: 'Remembered as it was' }),
    );
    expect(before.filter(({ what }) => what === 'order').map(({ id }) => id)).toEqual(
      [first!.id, second!.id].sort(),
    );

    // Who had not read an event has it now, and nobody has one twice.
    await eventually(async () => {
      expect(
        await market.query(
          `select type, aggregateid from (select * from catalog.outbox union all select * from inventory.outbox) sent
            where published_at is null or id not in (select event_id from realtime.event_log)`,
        ),
      ).toEqual([]);
    });
    const page = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
    expect(page.body).toMatchObject({
      part_name: 'Remembered as it was',
      stock: { current_stock: 77 },
    });

    // It sells, and gives nobody a number that somebody has from the days that are gone.
    const [another] = (await market.registerBuyers(1)) as [Buyer];
    await market.fund(another, 5_000);
    const bought = await market.live(another, BUYS, [part.id]);
    expect(await numberOf(bought!.id)).toBeGreaterThan(forgotten.order);
    expect((await staff.createPart('New', 1)).id).toBeGreaterThan(forgotten.part.id);
    // A partner who has read what never happened begins again.
    const after = await call(`${stack.info.shop}/api/v1/changes?after=${seen.body.next_after}`);
    expect([after.status, after.body.code]).toEqual([410, 'cursor_too_old']);

    await settled(market);
    expect(await audit(market, new Map())).toEqual([]);
    const script = join('tools', 'standalone', 'src', 'check-consistency.ts');
    expect(await command(found, script)).toContain('No differences.');
  });
});
