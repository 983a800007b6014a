import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { ServiceConfig, Setting } from '@tandem/config';
import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import { createTestDatabase, eventually, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import { IsInt } from 'class-validator';
import pg from 'pg';
import type { Database } from './database.js';
import { openDatabase } from './data-source.js';
import { together } from './pipeline.js';
import { transaction } from './transaction.js';

const ONE = { name: 't_one', text: 'select 1 as one' };
let opened: Database;
let between: () => Promise<void> = () => Promise.resolve();

const ways: Record<string, (ds: Database) => Promise<unknown>> = {
  query: (ds) => ds.query('select 1'),
  prepared: (ds) => ds.query(ONE),
  'tx-query': (ds) =>
    transaction(ds, async (tx) => {
      await between();
      return tx.query('select 1');
    }),
  'tx-prepared': (ds) =>
    transaction(ds, async (tx) => {
      await between();
      return tx.query(ONE);
    }),
  'tx-together': (ds) =>
    transaction(ds, async (tx) => {
      await between();
      return together(tx, [ONE, ONE]);
    }),
};

@Controller()
class WaysController {
  @Get('ways/:way')
  async go(@Param('way') way: string) {
    await ways[way]!(opened);
    return { way };
  }
}

@Module({ controllers: [WaysController] })
class WaysModule {}

class WaysConfig extends ServiceConfig {
  @Setting({ env: 'WAYS_PORT', doc: 'Port.', default: 0 })
  @IsInt()
  port!: number;
}

// Real here: PostgreSQL behind a network that can be cut, and a service that answers requests.
describe('a request that meets a database that goes away', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let service: RunningService;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase('t_away', [{ schema: 'catalog', migrations: [] }]);
    proxy = await TcpProxy.inFrontOf(database.urlOf('catalog'));
    opened = await openDatabase({
      url: proxy.through(database.urlOf('catalog')),
      schema: 'catalog',
      applicationName: 'spec-away',
      poolSize: 3,
    });
    admin = new pg.Client({ connectionString: database.urlOf('catalog') });
    await admin.connect();
    service = await startService(
      { name: 'ways', config: WaysConfig, module: () => WaysModule },
      {
        WAYS_PORT: '0',
        TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
        LOG_LEVEL: 'silent',
      },
    );
  });
  afterAll(async () => {
    await service?.stop();
    await admin?.end();
    await opened?.close();
    await proxy?.close();
    await database?.drop();
  });

  afterEach(() => {
    between = () => Promise.resolve();
    proxy.restore();
  });

  const ask = async (way: string) => {
    const answer = await fetch(`${service.url}/ways/${way}`);
    const body = (await answer.json()) as { code?: string };
    return { status: answer.status, code: body.code, retry: answer.headers.get('retry-after') };
  };
  const away = { status: 503, code: 'unavailable', retry: '1' };
  const terminate = () =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'spec-away' and datname = current_database()`,
    );
  const works = () =>
    eventually(async () => {
      for (const way of Object.keys(ways)) expect((await ask(way)).status).toBe(200);
    });

  it.each(Object.keys(ways))('gets 503 and when to come back: %s, the network cut', async (way) => {
    await works();
    proxy.cut();
    expect(await ask(way)).toEqual(away);
    proxy.restore();
    await works();
  });

  it.each(Object.keys(ways).filter((way) => way.startsWith('tx')))(
    'gets 503 and when to come back: %s, its session ended between two statements',
    async (way) => {
      await works();
      between = async () => {
        await terminate();
        await eventually(async () => {
          const { rows } = await admin.query(
            `select 1 from pg_stat_activity where application_name = 'spec-away' and state like 'idle in%'`,
          );
          return rows.length === 0;
        });
      };
      expect(await ask(way)).toEqual(away);
      between = () => Promise.resolve();
      await works();
    },
  );

  it('never gets 500 while sessions are ended under load', async () => {
    await works();
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    for (let round = 0; round < 8; round += 1) {
      const asked = Object.keys(ways).flatMap((way) => [ask(way), ask(way)]);
      await terminate();
      answers.push(...(await Promise.all(asked)));
    }
    const wrong = answers.filter(({ status }) => status !== 200 && status !== 503);
    expect(wrong).toEqual([]);
    for (const answer of answers.filter(({ status }) => status === 503)) {
      expect(answer).toEqual(away);
    }
    await works();
  });
});
