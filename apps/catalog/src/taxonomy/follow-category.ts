import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { defineJob, HandlesJob, Jobs, type RunningJob } from '@tandem/jobs';
import { Database, isStillReferenced, type Tx } from '@tandem/persistence';
import { ContentWriter, type ChangedPart } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { readContents } from '../content/part-content.js';
import { CategoryTree } from './category-tree.js';
import type { CategoryChangeView } from './category.dto.js';
import { BATCH, FollowInBatches, type Followed } from './follow-in-batches.js';

const FollowCategoryJob = defineJob<{ category_id: string }>({
  name: 'follow-category',
  title: 'Take the parts of a category along with its change',
});

/** The job leaves the first batches to whoever waits for them. */
const AFTER_MS = 1_000;

interface Change {
  kind: CategoryChangeView['kind'];
  after_part: number;
  closes_into: string | null;
  started_by: string | null;
  started_by_name: string | null;
}

interface Row {
  id: number;
  deleted: boolean;
}

/**
 * Takes the parts of a category along with a new name, or into another category, each with its version, event and search
 * document.
 */
@Injectable()
export class FollowCategory extends FollowInBatches<string> {
  constructor(
    database: Database,
    private readonly writer: ContentWriter,
    private readonly tree: CategoryTree,
    cache: VersionedCache,
    private readonly jobs: Jobs,
  ) {
    super(database, cache);
  }

  /** In the transaction of the change. One that comes while parts still follow another takes its place. */
  async begin(tx: Tx, id: string, kind: Change['kind'], editor: Editor): Promise<void> {
    await tx.execute(
      `insert into category_changes (category_id, kind, total, started_by, started_by_name)
       select $1, $2, count(*), $3, $4 from parts where category_id = $1 and deleted_at is null
       on conflict (category_id) do update set kind = excluded.kind, total = excluded.total, done = 0, after_part = 0,
         started_by = excluded.started_by, started_by_name = excluded.started_by_name, started_at = excluded.started_at`,
      [id, kind, editor.id, editor.name],
    );
    const options = { key: id, afterMs: AFTER_MS };
    await this.jobs.enqueue(tx, FollowCategoryJob, { category_id: id }, options);
  }

  @HandlesJob(FollowCategoryJob)
  follow({ category_id }: { category_id: string }, job: RunningJob): Promise<void> {
    return this.followToTheEnd(category_id, job);
  }

  /** @returns null when nothing is left to follow. */
  protected async takeAlong(tx: Tx, id: string): Promise<Followed | null> {
    const change = await lockChange(tx, id);
    if (!change) return null;
    const editor = { id: change.started_by, name: change.started_by_name };
    const rows = await tx.query<Row>(
      `select id, deleted_at is not null as deleted from parts where category_id = $1 and id > $2
        order by id limit ${BATCH} for update`,
      [id, change.after_part],
    );
    const shown = rows.filter(({ deleted }) => !deleted).map((row) => row.id);
    const parts =
      change.kind === 'rename'
        ? await this.renameOn(tx, rows, shown, editor)
        : await this.moveOut(tx, rows, shown, change.closes_into, editor);
    await tx.execute(
      `update category_changes set done = done + $2, after_part = $3 where category_id = $1`,
      [id, shown.length, change.kind === 'rename' ? (rows.at(-1)?.id ?? change.after_part) : 0],
    );
    return { parts, seen: rows.length };
  }

  private async renameOn(
    tx: Tx,
    rows: readonly Row[],
    shown: readonly number[],
    editor: Editor,
  ): Promise<ChangedPart[]> {
    await tx.execute(`select refresh_part_search($1::integer[])`, [rows.map(({ id }) => id)]);
    return this.writer.touchMany(tx, shown, 'category', editor);
  }

  private async moveOut(
    tx: Tx,
    rows: readonly Row[],
    shown: readonly number[],
    target: string | null,
    editor: Editor,
  ): Promise<ChangedPart[]> {
    // Nobody sees a deleted part: it gets its category for the day that it is restored.
    await tx.execute(`update parts set category_id = $2 where id = any ($1::integer[])`, [
      rows.filter(({ deleted }) => deleted).map(({ id }) => id),
      target,
    ]);
    const contents = await readContents(tx, [...shown]);
    const writes = shown.map((id) => ({
      id,
      content: { ...contents.get(id)!, category_id: target },
      changed: ['category_id' as const],
    }));
    return this.writer.editMany(tx, writes, editor, 'Changed category_id');
  }

  /** @returns false when a part has come in that was on its way before the change. */
  protected async finish(id: string): Promise<boolean> {
    try {
      return await this.tree.change(async (tx) => {
        const change = await lockChange(tx, id);
        if (!change) return true;
        if (change.kind === 'rename') await dropChange(tx, id);
        else await dropCategory(tx, id, change.closes_into);
        return true;
      });
    } catch (error) {
      if (isStillReferenced(error)) return false;
      throw error;
    }
  }
}

async function lockChange(tx: Tx, id: string): Promise<Change | null> {
  const [row] = await tx.query<Change>(
    `select c.kind, c.after_part, k.closes_into, c.started_by, c.started_by_name
       from category_changes c join categories k on k.id = c.category_id where c.category_id = $1 for update of c`,
    [id],
  );
  return row ?? null;
}

async function dropChange(tx: Tx, id: string): Promise<void> {
  await tx.execute(`delete from category_changes where category_id = $1`, [id]);
}

/** Whoever comes by its slug or id, or by one that led to it, is led to where its parts went. */
async function dropCategory(tx: Tx, id: string, target: string | null): Promise<void> {
  if (target !== null) {
    await tx.execute(`update category_redirects set category_id = $2 where category_id = $1`, [
      id,
      target,
    ]);
    await tx.execute(
      `insert into category_redirects (slug, name, old_id, category_id)
       select slug, name, id, $2 from categories where id = $1
       on conflict (slug) do update
         set name = excluded.name, old_id = excluded.old_id, category_id = excluded.category_id`,
      [id, target],
    );
  }
  await tx.execute(`delete from categories where id = $1`, [id]);
}
