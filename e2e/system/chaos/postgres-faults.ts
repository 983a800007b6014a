import { expect } from '@jest/globals';
import type { StackHandle } from '@tandem/stack';
import pg from 'pg';
import { eventually } from '../client.js';
import type { SmallDisk } from './disk.js';
import type { Fault, Grounds } from './fault.js';

/** Inventory's connections that may wait for stock at once: what is urgent finds one more. */
const WAITING_LEAST = 6;
const AT_ONCE = 40;
/** Among those that are bought. */
const HOT = 5;
const NOBODYS = 1_000_000;

export function poolExhausted({ stack, staff, market, parts }: Grounds): Fault {
  const partId = parts[HOT]!;
  let session: pg.Client;
  let asked: Promise<unknown>;
  return {
    name: 'all connections of inventory wait for a lock',
    kind: 'connections are exhausted',
    begin: async () => {
      session = await connected(stack.info.postgres);
      await session.query('begin');
      await session.query('select from inventory.stock_levels where part_id = $1 for update', [
        partId,
      ]);
      // Refused when they have their turn at last, for there is no such version.
      const edit = { current_stock: 1, version: NOBODYS };
      asked = Promise.allSettled(
        Array.from({ length: AT_ONCE }, () => staff.putStock(partId, edit)),
      );
      await eventually(async () => {
        const [row] = await market.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where application_name like 'inventory-%' and wait_event_type = 'Lock'`,
        );
        expect(row!.n).toBeGreaterThanOrEqual(WAITING_LEAST);
      });
    },
    end: () => session.end(),
    leftOver: () => asked,
  };
}

export function noConnections({ stack, market }: Grounds): Fault {
  const services = `from pg_stat_activity where datname = current_database() and usename <> current_user and pid <> pg_backend_pid()`;
  return {
    name: 'PostgreSQL takes no connection',
    kind: 'connections are refused',
    begin: async () => {
      await market.query(`alter database ${nameOf(stack)} connection limit 0`);
      await eventually(async () => {
        await market.query(`select pg_terminate_backend(pid) ${services}`);
        const [row] = await market.query<{ n: number }>(`select count(*)::int as n ${services}`);
        expect(row!.n).toBe(0);
      });
    },
    end: async () => {
      await eventually(() => market.query(`alter database ${nameOf(stack)} connection limit -1`));
    },
  };
}

export function fullDisk({ stack, market }: Grounds, disk: SmallDisk): Fault {
  return {
    name: 'the disk of PostgreSQL is full',
    kind: 'a full disk',
    mutesDatabase: true,
    begin: async () => {
      disk.fill();
      await eventually(async () => {
        // Either it says so, or it has ended over it.
        const refused = await market
          .query(
            'create table public.chaos as select repeat(n::text, 400) from generate_series(1, 20000) n',
          )
          .then(
            () => '',
            (error: Error) => error.message,
          );
        await market.query('drop table if exists public.chaos').catch(() => undefined);
        expect(refused).toMatch(/No space left|recovery|terminat|ECONNREFUSED|not yet accepting/);
      });
    },
    end: async () => {
      disk.free();
      await stack.whenReady('postgres');
    },
  };
}

const nameOf = ({ info }: StackHandle): string => new URL(info.postgres).pathname.slice(1);

async function connected(connectionString: string): Promise<pg.Client> {
  const session = new pg.Client({ connectionString });
  session.on('error', () => undefined);
  await session.connect();
  return session;
}
