import type { Tx } from '@tandem/persistence';

/** The tree of categories changes one change at a time: a move must not meet another that makes a circle of it. */
export async function lockCategories(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('tandem/catalog/categories'))`);
}
