import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Req } from '@nestjs/common';
import { ServiceConfig, Setting } from '@tandem/config';
import { Priority, startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import { createTestDatabase, eventually } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { IsInt } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { Database } from './database.js';
import { PersistenceModule } from './persistence.module.js';
import { transaction } from './transaction.js';

const SETTINGS = {
  BUSY_PORT: '0',
  TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
  LOG_LEVEL: 'silent',
  OVERLOAD_TARGET_MS: '20',
};
const LOCK = 7;
const POOL = 4;
const CROWD = 40;
const begun = { lists: 0, pages: 0 };
/** Lists that were asked for, and askers who left before they had one. */
const seen = { asked: 0, left: 0 };
/** Where this stands at 0, whoever asks for a list works for so long without a pause. */
let burnMs = 0;

@Controller()
class BusyController {
  constructor(private readonly database: Database) {}

  @Get('pay')
  @Priority('critical')
  async pay() {
    await transaction(this.database, (tx) => tx.query('select 1'));
    return {};
  }

  @Get('hold')
  @Priority('critical')
  async holdUrgently() {
    await this.hold();
    return {};
  }

  @Get('page')
  async page() {
    await this.hold();
    begun.pages += 1;
    return {};
  }

  @Get('list')
  @Priority('deferrable')
  async list(@Req() { raw }: FastifyRequest) {
    seen.asked += 1;
    raw.once('close', () => raw.socket.destroyed && (seen.left += 1));
    await this.hold();
    begun.lists += 1;
    return {};
  }

  @Get('work')
  @Priority('deferrable')
  work() {
    const until = performance.now() + burnMs;
    while (performance.now() < until);
    return {};
  }

  /** Goes on with its connection once nobody else has the lock. */
  private hold() {
    return transaction(this.database, (tx) =>
      tx.query('select pg_advisory_xact_lock_shared($1)', [LOCK]),
    );
  }
}

class BusyConfig extends ServiceConfig {
  @Setting({ env: 'BUSY_PORT', doc: 'Port.', default: 0 })
  @IsInt()
  port!: number;
}

// Real here: PostgreSQL, a service with a pool of four, and more requests than both can do.
describe('a service with too much to do', () => {
  let database: TestDatabase;
  let service: RunningService;
  let admin: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase('t_overload', [{ schema: 'catalog', migrations: [] }]);
    admin = new pg.Client({ connectionString: database.urlOf('catalog') });
    await admin.connect();
    @Module({
      imports: [
        PersistenceModule.forRoot({
          url: database.urlOf('catalog'),
          schema: 'catalog',
          applicationName: 'spec-overload',
          poolSize: POOL,
        }),
      ],
      controllers: [BusyController],
    })
    class BusyModule {}
    service = await startService(
      { name: 'busy', config: BusyConfig, module: () => BusyModule },
      SETTINGS,
    );
  });
  afterAll(async () => {
    await admin?.end();
    await service?.stop();
    await database?.drop();
  });

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${service.url}/${path}`, init);
    const { code } = (await answer.json()) as { code?: string };
    const { status, headers } = answer;
    return { status, code, retry: Number(headers.get('retry-after')) };
  };
  const crowd = (path: string, length = CROWD) => Array.from({ length }, () => ask(path));
  const isShed = ({ status, code, retry }: Awaited<ReturnType<typeof ask>>) =>
    status === 503 && code === 'overloaded' && retry >= 1 && retry <= 5;
  const close = () => admin.query('select pg_advisory_lock($1)', [LOCK]);
  const open = () => admin.query('select pg_advisory_unlock($1)', [LOCK]);
  const holding = async () => {
    const { rows } = await admin.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
        where application_name = 'spec-overload' and datname = current_database() and wait_event = 'advisory'`,
    );
    return rows[0]!.waiting;
  };
  /** Looks at the queue in which it stood for half a second or longer. */
  const longQueues = async () => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    const told = (part: string) =>
      Number(new RegExp(`^http_server_queue_delay_seconds_${part} (\\d+)`, 'm').exec(text)![1]);
    return told('count') - told('bucket\\{le="0.5"\\}');
  };
  /** Something that waits comes through again, for each class, one at a time. */
  const recovers = () =>
    eventually(async () => {
      for (const path of ['list', 'page', 'pay']) expect((await ask(path)).status).toBe(200);
      return true;
    });

  it('keeps a connection for what is critical, and one for each class, and sends the rest away', async () => {
    await close();
    const lists = crowd('list');
    await eventually(async () => (await holding()) === 2);
    const pages = crowd('page');
    await eventually(async () => (await holding()) === 3);
    await eventually(async () => (await longQueues()) > 0);
    for (let n = 0; n < 5; n += 1) expect((await ask('pay')).status).toBe(200);
    const [firstLists, firstPages] = [begun.lists, begun.pages];
    expect([firstLists, firstPages]).toEqual([0, 0]);
    await eventually(async () => {
      const [more] = await Promise.all([ask('list'), ask('pay')]);
      return isShed(more);
    });
    await open();
    const answers = await Promise.all([...lists, ...pages]);
    expect(answers.filter((answer) => answer.status !== 200 && !isShed(answer))).toEqual([]);
    expect(answers.some(isShed)).toBe(true);
    await recovers();
    // None of them was lost to those who came for nothing: all work at once again.
    await close();
    const urgent = Array.from({ length: POOL }, () => ask('hold'));
    await eventually(async () => (await holding()) === POOL);
    await open();
    expect((await Promise.all(urgent)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('takes back what a library has asked of the pool itself', async () => {
    const { driver } = service.app.get(Database, { strict: false }).dataSource;
    const pool = (driver as unknown as { master: pg.Pool }).master;
    for (let n = 0; n < POOL + 1; n += 1) await pool.query('select 1');
    await pool.query('nonsense').catch(() => undefined);
    await close();
    const urgent = Array.from({ length: POOL }, () => ask('hold'));
    await eventually(async () => (await holding()) === POOL);
    await open();
    expect((await Promise.all(urgent)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('begins nothing for somebody who has gone while it waited', async () => {
    await close();
    const lists = crowd('list', 2);
    await eventually(async () => (await holding()) === 2);
    const [before, asked] = [begun.lists, seen.asked];
    const gone = new AbortController();
    const left = ask('list', { signal: gone.signal });
    left.catch(() => undefined);
    await eventually(() => seen.asked > asked);
    gone.abort();
    await expect(left).rejects.toThrow();
    await eventually(() => seen.left > 0);
    await open();
    await Promise.all(lists);
    await recovers();
    for (let n = 0; n < 3; n += 1) expect((await ask('list')).status).toBe(200);
    expect(begun.lists).toBe(before + 2 + 1 + 3);
  });

  it('sends away what can wait when its event loop is full, and takes all again once it is not', async () => {
    burnMs = 3;
    let running = true;
    const keepAsking = async (path: string) => {
      const answers: Awaited<ReturnType<typeof ask>>[] = [];
      while (running) {
        answers.push(await ask(path));
        if (path === 'work' && isShed(answers.at(-1)!)) running = false;
      }
      return answers;
    };
    const working = Array.from({ length: CROWD }, () => keepAsking('work'));
    const [paid] = await Promise.all([keepAsking('pay'), ...working]);
    expect(new Set(paid.map(({ status }) => status))).toEqual(new Set([200]));
    burnMs = 0;
    await eventually(async () =>
      (await Promise.all(crowd('work'))).every(({ status }) => status === 200),
    );
  });
});
