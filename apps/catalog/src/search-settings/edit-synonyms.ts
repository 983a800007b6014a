import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { conflict, notFound, versionConflict } from '@tandem/kernel';
import {
  Database,
  isUniqueViolation,
  transaction,
  type Queryable,
  type Tx,
} from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { generationsOf } from '../parts/list-dependencies.js';
import { iso } from '../parts/part-sql.js';
import { PART_KINDS } from '../parts/part.dto.js';
import { synonymWords } from './synonym-words.js';
import type { CreateSynonymDto, SynonymView, UpdateSynonymDto } from './synonym.dto.js';

/** All of them are on one page of the panel. */
const MOST_SYNONYMS = 500;

const SYNONYM = `id, kind, words, targets, version, ${iso('updated_at')} as updated_at`;

/** Words that staff say mean the same. The next search of a shopper knows of a change. */
@Injectable()
export class EditSynonyms {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  list(): Promise<SynonymView[]> {
    return this.database.query<SynonymView>(
      `select ${SYNONYM} from search_synonyms order by updated_at desc, id desc`,
    );
  }

  create(body: CreateSynonymDto): Promise<SynonymView> {
    const { kind, words, targets } = synonymWords(body);
    const id = uuidv7();
    return this.change(async (tx) => {
      const [row] = await tx.query<{ known: number }>(
        'select count(*)::integer as known from search_synonyms',
      );
      if (row!.known >= MOST_SYNONYMS)
        throw conflict('too_many_synonyms', `There are ${MOST_SYNONYMS} groups already.`);
      await tx.execute(
        'insert into search_synonyms (id, kind, words, targets) values ($1, $2, $3, $4)',
        [id, kind, words, targets],
      );
      return read(tx, id);
    });
  }

  update(id: string, body: UpdateSynonymDto, version: number | undefined): Promise<SynonymView> {
    const { kind, words, targets } = synonymWords(body);
    return this.change(async (tx) => {
      refuseOutdated(await read(tx, id), version);
      await tx.execute(
        `update search_synonyms set kind = $2, words = $3, targets = $4, version = version + 1, updated_at = clock_timestamp()
          where id = $1`,
        [id, kind, words, targets],
      );
      return read(tx, id);
    });
  }

  delete(id: string, version: number | undefined): Promise<void> {
    return this.change(async (tx) => {
      refuseOutdated(await read(tx, id), version);
      await tx.execute('delete from search_synonyms where id = $1', [id]);
    });
  }

  private async change<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      const result = await transaction(this.database, async (tx) => {
        // One change at a time: their number has a limit.
        await tx.query(`select pg_advisory_xact_lock(hashtext('tandem/catalog/synonyms'))`);
        return work(tx);
      });
      await applyEffects(this.cache, { generations: generationsOf(PART_KINDS, ['words']) });
      return result;
    } catch (error) {
      if (isUniqueViolation(error, 'search_synonyms_once'))
        throw conflict('synonym_exists', 'There is such a group already.', {
          errors: [{ field: 'words', message: 'are those of another group' }],
        });
      throw error;
    }
  }
}

async function read(db: Queryable, id: string): Promise<SynonymView> {
  const [row] = await db.query<SynonymView>(
    `select ${SYNONYM} from search_synonyms where id = $1`,
    [id],
  );
  if (!row) throw notFound('synonym', id);
  return row;
}

function refuseOutdated(current: SynonymView, version: number | undefined): void {
  if (version !== undefined && version !== current.version) throw versionConflict(current);
}
