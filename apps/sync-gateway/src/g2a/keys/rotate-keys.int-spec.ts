import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildServices, runScript } from '@tandem/testing';
import { Games } from '../purchases/spec-support.js';
import { Database, Envelopes, rotateEnvelopes } from '@tandem/persistence';

const FIRST = 'a-first-secret-of-at-least-32-characters';
const NEXT = 'a-next-secret-of-at-least-32-characters';
const LAST = 'a-last-secret-of-at-least-32-characters';

describe('the secret of stored game keys', () => {
  let games: Games;
  beforeAll(async () => {
    await buildServices();
    games = await Games.open({ GAME_KEY_ENCRYPTION_SECRET: FIRST });
  }, 300_000);
  afterAll(() => games?.close());

  const versions = async () => {
    const rows = await games.gateway.database.query<{ version: string }>(
      'select distinct key_version as version from sync.game_keys',
    );
    return rows.map(({ version }) => version);
  };

  it('is replaced while keys are read and bought, and the one of before is then needed no more', async () => {
    const part = await games.part();
    const old = await games.ordered(part, { units: 2 });
    await games.settled(old, 'delivered', 2);
    const before = await games.keys(old);

    const both = { GAME_KEY_ENCRYPTION_SECRET: NEXT, GAME_KEY_PREVIOUS_SECRETS: FIRST };
    await games.gateway.restart(0, both);
    const fresh = await games.ordered(part);
    await games.settled(fresh, 'delivered');
    expect(await games.keys(old)).toEqual(before);
    expect(new Set(await versions()).size).toBe(2);

    const env = { SYNC_DATABASE_URL: games.gateway.env['SYNC_DATABASE_URL']!, ...both };
    await runScript(['apps/sync-gateway/dist/rotate-keys.js'], env);
    expect(await versions()).toEqual([new Envelopes('tandem game keys', NEXT).version]);
    await games.gateway.restart(0, { GAME_KEY_ENCRYPTION_SECRET: NEXT });
    expect(await games.keys(old)).toEqual(before);
    expect((await games.keys(fresh))[0]!.key).toMatch(/^SIM-/);
  });

  it('goes through many keys in batches, and says which ones it can’t read', async () => {
    await games.gateway.database.query(
      `insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency)
       select gen_random_uuid(), gen_random_uuid(), 1, n, 100, 'EUR' from generate_series(1, 450) n`,
    );
    const purchases = await games.gateway.database.query<{ id: string }>(
      `select id from sync.key_purchases where paid_minor = 100`,
    );
    const [next, lost] = [
      new Envelopes('tandem game keys', NEXT),
      new Envelopes('tandem game keys', FIRST),
    ];
    for (const [n, { id }] of purchases.entries()) {
      const sealed = (n < 440 ? next : lost).seal(`KEY-${n}`, id);
      await games.gateway.database.query(
        `insert into sync.game_keys (id, purchase_id, ciphertext, wrapped_key, key_version, is_file) values ($1, $1, $2, $3, $4, false)`,
        [id, sealed.ciphertext, sealed.wrapped_key, sealed.key_version],
      );
    }
    const database = games.gateway.instances[0]!.app.get(Database);
    const last = new Envelopes('tandem game keys', LAST, [NEXT]);
    const rotation = await rotateEnvelopes(database, 'game_keys', last);
    expect(rotation).toEqual({ rotated: 443, unreadable: new Map([[lost.version, 10]]) });
    expect(await rotateEnvelopes(database, 'game_keys', last)).toMatchObject({ rotated: 0 });
    const [row] = await database.query<{
      id: string;
      ciphertext: Buffer;
      wrapped_key: Buffer;
      key_version: string;
    }>('select id, ciphertext, wrapped_key, key_version from game_keys where id = $1', [
      purchases[7]!.id,
    ]);
    expect(new Envelopes('tandem game keys', LAST).open(row!, row!.id)).toBe('KEY-7');
    const tampered = `update sync.game_keys set ciphertext = 'x' where id = $1`;
    await expect(games.gateway.database.query(tampered, [row!.id])).rejects.toThrow(
      /stays as it was/,
    );
  });
});
