import { Injectable } from '@nestjs/common';
import { ProductUnlinked, type StockSource } from '@tandem/contracts';
import { invalidField } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, isUniqueViolation, transaction, type Tx } from '@tandem/persistence';
import { alreadyLinked, linkNotFound } from './errors.js';
import { LinkEffects } from './link-effects.js';

interface WantedLink {
  system: StockSource;
  externalId: string;
  partId: number;
}

interface UndoneLink {
  part_id: number;
  version: number;
  system: StockSource;
  external_id: string;
  unlinked_at: Date;
}

/** What a system's products can be. */
const KIND: Readonly<Record<StockSource, string>> = { g2a: 'game', warehouse: 'physical' };

/** Links that staff make and undo. One that they undid is not made again by any run. */
@Injectable()
export class ChangeLinks {
  constructor(
    private readonly database: Database,
    private readonly effects: LinkEffects,
  ) {}

  /**
   * @returns the id of the link.
   * @throws DomainError 422 for a part that can't be linked, already_linked (409).
   */
  async link(wanted: WantedLink, by: string): Promise<string> {
    const { system, externalId } = wanted;
    try {
      return await transaction(this.database, async (tx) => {
        const id = await this.insert(tx, wanted, by);
        await this.effects.linked(tx, system, externalId);
        return id;
      });
    } catch (error) {
      throw isUniqueViolation(error) ? alreadyLinked() : error;
    }
  }

  /** @throws DomainError 404 when it is unknown or undone already. */
  async undo(id: string, by: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const [undone] = await tx.query<UndoneLink>(
        `update product_links set unlinked_at = clock_timestamp(), unlinked_by = $2
          where id = $1 and unlinked_at is null
         returning part_id, number::float8 as version, system, external_id, unlinked_at`,
        [id, by],
      );
      if (!undone) throw linkNotFound(id);
      const unlinked_at = undone.unlinked_at.toISOString();
      await outbox.add(tx, ProductUnlinked, { ...undone, unlinked_at });
    });
  }

  private async insert(tx: Tx, { system, externalId, partId }: WantedLink, by: string) {
    const [row] = await tx.query<{ id: string }>(
      `insert into product_links (system, external_id, part_id, sku, linked_by)
       select $1, $2, p.id, p.sku, $4 from catalog.part_refs p
        where p.id = $3 and p.kind = $5 and p.deleted_at is null
       returning id`,
      [system, externalId, partId, by, KIND[system]],
    );
    if (row) return row.id;
    const what = system === 'g2a' ? 'a game' : 'a physical part';
    throw invalidField('part_id', `must be ${what} of the catalogue`);
  }
}
