import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { TREE_GENERATION } from '@tandem/contracts';
import { conflict } from '@tandem/kernel';
import { Database, isUniqueViolation, transaction, type Tx } from '@tandem/persistence';
import { announceTaxonomy } from '../taxonomy-versions.js';
import type { TermKind } from './term-rows.js';

/** The one way genres and platforms change: one change at a time, and the shop's lists know it before the caller does. */
@Injectable()
export class TermVocabulary {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  /** @throws DomainError when two would have one slug or name. */
  async change<T>(of: TermKind, work: (tx: Tx) => Promise<T>): Promise<T> {
    const result = await this.inTurn(of, work);
    await applyEffects(this.cache, { generations: [TREE_GENERATION] });
    return result;
  }

  private async inTurn<T>(of: TermKind, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await transaction(this.database, async (tx) => {
        await announceTaxonomy(tx, `${of}s`);
        return work(tx);
      });
    } catch (error) {
      if (isUniqueViolation(error, `${of}s_slug_key`))
        throw conflict('slug_taken', `Another ${of} has this slug.`, {
          errors: [{ field: 'slug', message: `belongs to another ${of}` }],
        });
      if (isUniqueViolation(error, `${of}s_name`))
        throw conflict('name_taken', `Another ${of} has this name.`, {
          errors: [{ field: 'name', message: `belongs to another ${of}` }],
        });
      throw error;
    }
  }
}
