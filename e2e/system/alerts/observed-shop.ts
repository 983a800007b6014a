import { execFile } from 'node:child_process';
import { expect } from '@jest/globals';
import type { StackHandle } from '@tandem/stack';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { call, type Staff } from '../client.js';
import { firstStep } from './runbook.js';

export interface Told {
  name: string;
  about: string;
  runbook: string;
}

interface Sample {
  metric: Record<string, string>;
  /** When, and how much. */
  value: [number, string];
}

export const SLOW = { timeoutMs: 150_000 };

/** A shop with Prometheus and Alertmanager beside it, as whoever is on call sees it. */
export class ObservedShop {
  private constructor(
    readonly stack: StackHandle,
    readonly staff: Staff,
    readonly database: pg.Client,
  ) {}

  static async of(stack: StackHandle, staff: Staff): Promise<ObservedShop> {
    const database = new pg.Client({ connectionString: stack.info.postgres });
    await database.connect();
    return new ObservedShop(stack, staff, database);
  }

  /** One more session of the database, which ends with what it holds. */
  async session(name: string): Promise<pg.Client> {
    const session = new pg.Client({
      connectionString: this.stack.info.postgres,
      application_name: name,
    });
    session.on('error', () => undefined);
    await session.connect();
    return session;
  }

  admin<T>(path: string, method: 'GET' | 'POST' = 'GET', body?: unknown) {
    return call<T>(`${this.stack.info.admin}/api/v1/admin${path}`, {
      ...{ method, body },
      token: this.staff.token,
    });
  }

  async edit(parts: readonly { id: number }[], times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      const { id } = parts[n % parts.length]!;
      // An order that goes on meanwhile may have been first.
      await eventually(async () => {
        const { status } = await this.staff.putStock(id, { current_stock: 1_000 + n });
        expect(status).toBe(200);
      }, SLOW);
    }
  }

  /** What Prometheus answers to a query. */
  async ask(query: string): Promise<Sample[]> {
    const url = `${this.stack.info.observed!.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
    const { body } = await call<{ data?: { result: Sample[] }; error?: string }>(url);
    if (!body.data) throw new Error(`${query}: ${body.error}`);
    return body.data.result;
  }

  async value(query: string): Promise<number> {
    return Number((await this.ask(query))[0]?.value[1] ?? 0);
  }

  /** Until Prometheus has seen so much of it. A counter counts from what was seen first. */
  async seen(query: string, atLeast: number): Promise<void> {
    await eventually(
      async () => expect(await this.value(query)).toBeGreaterThanOrEqual(atLeast),
      SLOW,
    );
  }

  async alerts(state: 'open' | 'past'): Promise<Told[]> {
    return (await this.admin<{ items: Told[] }>(`/alerts?state=${state}&limit=100`)).body.items;
  }

  /** Staff were told of it, whether it goes on or not. */
  async told(name: string): Promise<Told> {
    return eventually(async () => {
      const all = [...(await this.alerts('open')), ...(await this.alerts('past'))];
      const found = all.find((alert) => alert.name === name);
      if (!found) throw new Error(`nobody was told of ${name}`);
      return found;
    }, SLOW);
  }

  async isOver(name: string): Promise<void> {
    await eventually(async () => {
      expect((await this.alerts('open')).map((alert) => alert.name)).not.toContain(name);
      expect((await this.alerts('past')).map((alert) => alert.name)).toContain(name);
    }, SLOW);
  }

  /** Does what the runbook has one do first, word for word. */
  async firstStep(alert: string): Promise<string> {
    const step = firstStep(alert);
    if (/^(select|show) /.test(step)) {
      const { rows } = await this.database.query<object>(step);
      return rows.map((row) => JSON.stringify(row)).join('\n');
    }
    if (step.startsWith('curl ')) return this.shell(step);
    const samples = await this.ask(step);
    return samples
      .map(({ metric, value: [, much] }) => `${JSON.stringify(metric)} ${much}`)
      .join('\n');
  }

  private shell(command: string): Promise<string> {
    const { admin: PANEL, services } = this.stack.info;
    const named = Object.entries(services).map(([name, [url]]) => [name.toUpperCase(), url!]);
    const env = {
      ...process.env,
      ...Object.fromEntries(named.filter(([name]) => !name!.includes('-'))),
      ...{ TOKEN: this.staff.token, PANEL, INSTANCE: services['inventory']![0]! },
    };
    return new Promise((resolve) =>
      // What a command says when it fails is an answer too.
      execFile('/bin/sh', ['-c', command], { env }, (_error, output) => resolve(output)),
    );
  }

  async close(): Promise<void> {
    await this.database.end();
  }
}
