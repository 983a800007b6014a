import { Injectable } from '@nestjs/common';
import { invalidField, validationFailed } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { idsOf } from '../content/admin-list.js';
import type { Editor } from '../content/editor.js';
import { readShelves } from '../imports/stock-column.js';
import { iso, PRICE } from '../parts/part-sql.js';
import { judgeChange, type BulkChange, type BulkFields } from './bulk-change.js';
import type {
  BulkFilterDto,
  BulkPreviewDto,
  BulkSelectionDto,
  BulkStockPreviewDto,
} from './bulk.dto.js';
import type { BulkRow } from './bulk-run.js';
import { checkPreview, checkSelection, checkUnits } from './check-preview.js';

/** More are not changed in one go: the preview is made while somebody waits for it. */
const MOST_MATCHING = 20_000;
const ROWS_AT_ONCE = 1_000;

type PartRow = Omit<BulkFields, 'stock'> & { id: number; version: number };

/** Freezes which parts a change is for and what it makes of each, so that it can be looked at before it is run. */
@Injectable()
export class PreviewBulk {
  constructor(private readonly database: Database) {}

  /**
   * @returns the id of the run.
   * @throws DomainError 422 naming what is wrong with the selection or the change.
   */
  async preview(body: BulkPreviewDto, editor: Editor): Promise<string> {
    checkPreview(body);
    return this.freeze(body, plain(body.change), editor);
  }

  /**
   * Of units in stock, which inventory will be told of.
   * @returns the id of the run.
   * @throws DomainError 422 naming what is wrong with the selection or the change.
   */
  async previewStock(body: BulkStockPreviewDto, editor: Editor): Promise<string> {
    checkSelection(body);
    checkUnits(body.stock);
    return this.freeze(body, { stock: { ...body.stock } }, editor);
  }

  private async freeze(
    body: BulkSelectionDto,
    change: BulkChange,
    editor: Editor,
  ): Promise<string> {
    const ids = body.part_ids ?? (await this.matching(body.matching!));
    return transaction(this.database, (tx) => freezeRun(tx, ids, change, editor));
  }

  private async matching(filter: BulkFilterDto): Promise<number[]> {
    const all = idsOf(this.database, { ...filter, sort: 'newest' }, MOST_MATCHING + 1);
    const { value: ids } = await all.next();
    if (!ids) throw invalidField('matching', 'matches no part');
    if (ids.length > MOST_MATCHING)
      throw invalidField('matching', `matches more than ${MOST_MATCHING} parts`);
    return ids;
  }
}

/**
 * @param repeats the run that this one does again.
 * @returns the id of the run.
 */
export async function freezeRun(
  tx: Tx,
  ids: readonly number[],
  change: BulkChange,
  editor: Editor,
  repeats: string | null = null,
): Promise<string> {
  const id = uuidv7();
  await requireCategory(tx, change);
  await tx.execute(
    `insert into bulk_runs (id, change, created_by, created_by_name, repeats) values ($1, $2, $3, $4, $5)`,
    [id, JSON.stringify(change), editor.id, editor.name, repeats],
  );
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE)
    await addRows(tx, id, at, ids.slice(at, at + ROWS_AT_ONCE), change);
  await countRows(tx, id);
  return id;
}

/** As it is kept: without the class of the request. */
const plain = (change: BulkPreviewDto['change']): BulkChange => {
  const { category_id, ...rest } = JSON.parse(JSON.stringify(change)) as BulkChange;
  return category_id === undefined
    ? rest
    : { ...rest, category_id: category_id?.toLowerCase() ?? null };
};

async function requireCategory(tx: Tx, { category_id }: BulkChange): Promise<void> {
  if (!category_id) return;
  const found = await tx.query<object>(`select from categories where id = $1`, [category_id]);
  if (found.length === 0) throw invalidField('change.category_id', 'does not exist');
}

async function addRows(
  tx: Tx,
  runId: string,
  before: number,
  ids: readonly number[],
  change: BulkChange,
): Promise<void> {
  const parts = await tx.query<PartRow>(
    `select p.id, p.version, p.status, p.category_id, ${PRICE} as price, ${iso('p.publish_at')} as publish_at
       from parts p where p.id = any ($1::integer[]) and p.deleted_at is null`,
    [ids],
  );
  const byId = new Map(parts.map((part) => [part.id, part]));
  const shelves = change.stock ? await readShelves(tx, ids) : undefined;
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0)
    throw validationFailed(
      missing.map((id) => ({
        field: `part_ids.${before + ids.indexOf(id)}`,
        message: `names part ${id}, which does not exist or is deleted`,
      })),
    );
  const rows = ids.map((id, i) => {
    const { current_stock: stock = 0, reserved_quantity: reserved = 0 } = shelves?.get(id) ?? {};
    return rowOf(before + i + 1, { ...byId.get(id)!, stock, reserved }, change);
  });
  await tx.execute(
    `insert into bulk_rows (run_id, n, part_id, version, before, after, result, reason)
     select $1, n, part_id, version, before, after, result, reason
       from jsonb_populate_recordset(null::bulk_rows, $2::jsonb)`,
    [runId, JSON.stringify(rows)],
  );
}

function rowOf(
  n: number,
  part: PartRow & { stock: number; reserved: number },
  change: BulkChange,
): BulkRow {
  const of = { n, part_id: part.id, version: part.version };
  const judged = judgeChange(part, change);
  if ('refused' in judged)
    return { ...of, before: {}, after: {}, result: 'refused', reason: judged.refused };
  const changes = Object.keys(judged.after).length > 0;
  return { ...of, ...judged, result: changes ? 'open' : 'unchanged', reason: null };
}

async function countRows(tx: Tx, runId: string): Promise<void> {
  await tx.execute(
    `update bulk_runs r set parts = c.parts, open = c.open, unchanged = c.unchanged, refused = c.refused
       from (select count(*)::integer as parts,
                    count(*) filter (where result = 'open')::integer as open,
                    count(*) filter (where result = 'unchanged')::integer as unchanged,
                    count(*) filter (where result = 'refused')::integer as refused
               from bulk_rows where run_id = $1) c
      where r.id = $1`,
    [runId],
  );
}
