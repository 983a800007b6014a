import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, logOf, standIn } from '@tandem/testing';
import { Database, Envelopes, rotateEnvelopes } from '@tandem/persistence';
import { Games } from './spec-support.js';

const HAND_MADE = 'HAND-MADE-KEY-12345';

/** The tables in which a row holds this text anywhere, whatever the column. */
async function tablesWith(games: Games, text: string): Promise<string[]> {
  const { database } = games.gateway;
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('sync', 'sync_jobs', 'audit')`,
  );
  expect(tables.length).toBeGreaterThan(10);
  const found = [];
  const hex = Buffer.from(text).toString('hex');
  for (const { name } of tables) {
    const rows = await database.query(
      `select 1 as one from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0 limit 1`,
      [text, hex],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

// Before anything else has gone wrong: of an outage that goes on, no more is said.
describe('a game key in an answer that is no JSON', () => {
  it('is not quoted in what is said about the answer', async () => {
    const answers: [RegExp, string][] = [
      [/^POST .*order$/, '{"order_id": "1", "price": 1, "currency": "EUR"}'],
      [/^PUT /, '{"status": true, "transaction_id": "1"}'],
      [/details/, '{"status": "complete", "price": 1, "currency": "EUR"}'],
      [/key/, HAND_MADE],
    ];
    let asked = 0;
    const g2a = await standIn((request, response) => {
      const [about, text] = answers.find(([one]) => one.test(`${request.method} ${request.url}`))!;
      if (about.source === 'key') asked += 1;
      response.setHeader('content-type', 'application/json').end(text);
    });
    const games = await Games.open({ LOG_LEVEL: 'trace', G2A_API_URL: g2a.url });
    try {
      const lines = await logOf(async () => {
        await games.ordered(await games.part());
        await eventually(() => asked > 1);
      });
      expect(lines.filter((line) => line.includes('"unreadable"'))).not.toEqual([]);
      expect(lines.filter((line) => line.includes(HAND_MADE.slice(0, 8)))).toEqual([]);
      expect(await tablesWith(games, HAND_MADE.slice(0, 8))).toEqual([]);
    } finally {
      await games.close();
      await g2a.close();
    }
  });
});

// Real here: every table of the service, of its jobs and of the audit log, and every line that it logs at the finest level.
describe('a game key', () => {
  let games: Games;
  beforeAll(async () => {
    games = await Games.open({ LOG_LEVEL: 'trace', G2A_DEADLINE_MS: '1000' });
  });
  afterAll(() => games?.close());

  it('stands nowhere but in its envelope: no event, job, record, dead letter or log line has it', async () => {
    const keys: string[] = [HAND_MADE];
    const lines = await logOf(async () => {
      const part = await games.part();
      const bought = await games.ordered(part);
      await games.settled(bought, 'delivered');
      keys.push((await games.keys(bought))[0]!.key);

      // An answer that breaks off, one that is lost, and the second asking for each.
      for (const fault of [{ malformed: true }, { drop: true }, { status: 500, code: 'ERR99' }]) {
        await games.spoil('GET', '/v1/order/key/*', { applied: true, ...fault });
        const lost = await games.ordered(part);
        const [purchase] = await games.settled(lost, 'needs_staff key_taken');
        keys.push((await games.simOrders(lost))[0]!.key);
        const token = await games.gateway.tokens.tokenFor({ permissions: ['orders:write'] });
        const path = `/admin/game-keys/${purchase!.id}/upload`;
        const body = { key: HAND_MADE };
        expect((await games.gateway.call('POST', path, { body, as: { token } })).status).toBe(200);
        // A body that is refused is not quoted either.
        const wrong = { key: HAND_MADE, is_file: 'perhaps' };
        await games.gateway.call('POST', path, { body: wrong, as: { token } });
      }

      const picture = await games.ordered(await games.part(20));
      await games.settled(picture, 'delivered');
      keys.push((await games.keys(picture))[0]!.key);

      const before = games.gateway.env['GAME_KEY_ENCRYPTION_SECRET']!;
      const after = new Envelopes('tandem game keys', 'a-next-secret-of-at-least-32-characters', [
        before,
      ]);
      const { rotated } = await rotateEnvelopes(
        games.gateway.instances[0]!.app.get(Database),
        'game_keys',
        after,
      );
      expect(rotated).toBeGreaterThan(keys.length / 2);
    });
    expect(lines.length).toBeGreaterThan(5);
    for (const key of keys) {
      expect(await tablesWith(games, key)).toEqual([]);
      const quoting = lines.filter((line) => line.includes(key.slice(0, 12)));
      expect(quoting).toEqual([]);
    }
    // It would be found: the id of a purchase is.
    const [purchase] = await games.gateway.database.query<{ id: string }>(
      'select id from sync.key_purchases limit 1',
    );
    expect(await tablesWith(games, purchase!.id)).toEqual(
      expect.arrayContaining(['sync.key_purchases', 'sync.outbox', 'audit.data_change_logs']),
    );
  });
});
