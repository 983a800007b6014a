import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { eventFor, eventOf, type RecordedChange } from '../content/announce-part.js';
import { contentCacheEffects } from '../content/content-cache.js';
import { ContentWriter, type ChangedPart } from '../content/content-writer.js';
import { readDocuments } from '../parts/part-document.js';
import { JOIN_STAFF_STOCK, SNAPSHOT } from '../parts/part-sql.js';

const CHECK = { id: null, name: 'Consistency check' };

interface Held {
  id: number;
  version: number;
  /** The number of the active content version; 0: there is none. */
  kept: number;
  /** The fields in which the row differs from it. */
  changed: string[];
}

/** Mends what the consistency check finds of parts. The row of a part is the truth: what was derived from it follows. */
@Injectable()
export class RepairParts {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly cache: VersionedCache,
  ) {}

  /**
   * A part that was changed past the shop gets a content version of how it is now; all are told of to open pages and the
   * cache, those that were right too.
   * @returns the parts there are.
   */
  async adopt(ids: readonly number[]): Promise<number[]> {
    const changes = await transaction(this.database, async (tx) => {
      const held = await hold(tx, ids);
      const wrong = held.filter(
        ({ version, kept, changed }) => changed.length > 0 || version !== kept,
      );
      await raiseVersions(tx, wrong);
      const recorded = await this.writer.recordMany(
        tx,
        wrong.map(({ id, changed }) => ({ id, change: changeOf(changed) })),
        CHECK,
      );
      const right = held.filter((part) => !wrong.includes(part)).map(({ id }) => id);
      return [...recorded, ...(await announce(tx, right))];
    });
    await applyEffects(this.cache, contentCacheEffects(changes));
    return changes.map(({ document }) => document.id);
  }

  /**
   * What searches and lists find them by. Stock is read when the rows of the listing are held: who sells the last piece tells it afterwards.
   * @returns the parts there are.
   */
  async index(ids: readonly number[]): Promise<number[]> {
    return transaction(this.database, async (tx) => {
      const held = (await hold(tx, ids)).map(({ id }) => id);
      await tx.query<{ done: string }>(
        `select concat(refresh_part_listing($1::integer[]), refresh_staff_listing($1::integer[]),
                       refresh_part_search($1::integer[])) as done`,
        [held],
      );
      for (const listing of ['part_listing', 'staff_shelf'] as const)
        await tx.query<{ part_id: number }>(
          `select part_id from ${listing} where part_id = any ($1::integer[]) order by part_id for update`,
          [held],
        );
      await tx.query<{ done: string }>(
        `select concat(list_stock(p.id, coalesce(ss.available_stock, 0), coalesce(ss.is_low_stock, true))) as done
           from parts p ${JOIN_STAFF_STOCK} where p.id = any ($1::integer[]) order by p.id`,
        [held],
      );
      return held;
    });
  }
}

function changeOf(changed: string[]): RecordedChange {
  const fields = changed.length > 0 ? changed.join(', ') : 'the version';
  return {
    event: eventFor(changed),
    changed,
    summary: `Was changed past the shop: ${fields}`,
  };
}

/** Their rows are locked, so that nobody saves content between the look and the repair. */
async function hold(tx: Tx, ids: readonly number[]): Promise<Held[]> {
  await tx.query<{ id: number }>(
    'select id from parts where id = any ($1::integer[]) order by id for update',
    [ids],
  );
  return tx.query<Held>(
    `select p.id, p.version, coalesce(v.version_number, 0) as kept,
            array(select n.key from jsonb_each(to_jsonb(${SNAPSHOT})) n
                   where v.content_snapshot ? n.key and n.value is distinct from v.content_snapshot -> n.key) as changed
       from parts p left join part_content_versions v on v.part_id = p.id and v.is_active
      where p.id = any ($1::integer[]) order by p.id`,
    [ids],
  );
}

/** To the number after the last kept one, unless somebody has raised it further by hand: a version never goes back. */
async function raiseVersions(tx: Tx, parts: readonly Held[]): Promise<void> {
  await tx.execute(
    `update parts p set version = greatest(p.version, r.kept + 1), updated_by = null, updated_by_name = $2,
            updated_at = clock_timestamp()
       from jsonb_to_recordset($1::jsonb) as r (id integer, kept integer) where p.id = r.id`,
    [JSON.stringify(parts), CHECK.name],
  );
}

/** Tells of parts as they are, without a change: for readers who missed one. */
async function announce(tx: Tx, ids: readonly number[]): Promise<ChangedPart[]> {
  const documents = await readDocuments(tx, ids);
  const change: RecordedChange = { event: 'content.updated', changed: [], summary: null };
  await outbox.addMany(
    tx,
    [...documents.values()].map((document) => eventOf(document, change, CHECK.id)),
  );
  return [...documents.values()].map((document) => ({ document, change }));
}
