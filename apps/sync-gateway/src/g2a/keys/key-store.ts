import type { Queryable, Tx } from '@tandem/persistence';
import type { Envelope } from '@tandem/persistence';

export interface NewGameKey {
  id: string;
  purchaseId: string;
  /** Null: staff have entered it by hand. */
  g2aOrder: string | null;
  isFile: boolean;
  envelope: Envelope;
}

/**
 * Puts a key in the place of the one that the purchase has, if it has one. The caller holds the purchase's lock.
 * @returns the id of the key that it replaces.
 */
export async function putKey(tx: Tx, key: NewGameKey): Promise<string | null> {
  const replaced = await tx.query<{ id: string }>(
    `update game_keys set replaced_at = clock_timestamp()
      where purchase_id = $1 and replaced_at is null returning id`,
    [key.purchaseId],
  );
  await insert(tx, key, false);
  return replaced[0]?.id ?? null;
}

/** Keeps a key that came when the purchase had gone another way: it is not lost, and nobody is shown it. */
export async function putKeyAside(tx: Tx, key: NewGameKey): Promise<void> {
  await insert(tx, key, true);
}

async function insert(tx: Tx, key: NewGameKey, aside: boolean): Promise<void> {
  const { id, purchaseId, g2aOrder, isFile, envelope } = key;
  const { ciphertext, wrapped_key, key_version } = envelope;
  await tx.execute(
    `insert into game_keys (id, purchase_id, g2a_order, ciphertext, wrapped_key, key_version, is_file, replaced_at)
     values ($1, $2, $3, $4, $5, $6, $7, case when $8 then clock_timestamp() end)`,
    [id, purchaseId, g2aOrder, ciphertext, wrapped_key, key_version, isFile, aside],
  );
}

/** Whether the key of an order at G2A lies in the shop. */
export async function hasKeyOf(db: Queryable, g2aOrder: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>('select id from game_keys where g2a_order = $1', [
    g2aOrder,
  ]);
  return rows.length > 0;
}
