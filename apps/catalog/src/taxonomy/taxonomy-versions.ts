import { TaxonomyChanged, type TaxonomyName } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';

/** Tells open pages that one of them has changed. Whoever does so holds it until the commit, and changes come one after another. */
export async function announceTaxonomy(tx: Tx, taxonomy: TaxonomyName): Promise<void> {
  const [row] = await tx.query<{ version: number }>(
    `update taxonomy_versions set version = version + 1 where taxonomy = $1 returning version`,
    [taxonomy],
  );
  await outbox.add(tx, TaxonomyChanged, { taxonomy, version: row!.version });
}
