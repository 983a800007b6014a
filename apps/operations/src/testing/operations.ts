import pg from 'pg';
import { People, viewSql } from '@tandem/contracts';
import { auditTable } from '@tandem/persistence';
import { openBench, ServiceBench, type BenchOptions } from '@tandem/testing';
import { migrations, service } from '../service.js';

/** Operations on a database of its own, with a table of another service whose changes are on record. */
export class OperationsBench extends ServiceBench {
  static async open(options: BenchOptions = {}): Promise<OperationsBench> {
    const bench = await openBench(OperationsBench, { service, migrations }, options);
    await bench.database.query(`
      create table auth.users (id uuid primary key, email text not null);
      ${viewSql(People)}
      create table catalog.parts (id integer primary key, name text, price integer);
      ${auditTable('catalog.parts')};
      create table inventory.stock_levels (part_id integer primary key, current_stock integer);
      ${auditTable('inventory.stock_levels', { idColumn: 'part_id' })}`);
    return bench;
  }

  /** Changes rows as a service does, in one transaction, for a person or for nobody. */
  async change(sql: string, by: { id?: string; ip?: string; agent?: string } = {}): Promise<void> {
    const settings = [by.id ?? '', by.ip ?? '', by.agent ?? ''];
    const [user, ip, agent] = settings.map((text) => pg.escapeLiteral(text));
    await this.database.query(`begin;
      select set_config('tandem.user_id', ${user}, true), set_config('tandem.ip', ${ip}, true),
             set_config('tandem.user_agent', ${agent}, true);
      ${sql};
      commit`);
  }
}
