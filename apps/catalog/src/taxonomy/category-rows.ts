import { notFound } from '@tandem/kernel';
import type { Queryable, Tx } from '@tandem/persistence';
import { iso } from '../parts/part-sql.js';
import { BY_NAME } from '../search/by-name.js';
import type { AdminCategoryView, CategoryChangeView } from './category.dto.js';

const CATEGORY = `
  select k.id, k.parent_id, k.slug, k.name, k.position, k.version, k.closing, k.closes_into,
    ${iso('k.updated_at')} as updated_at,
    (select coalesce(sum(n), 0)::integer from (
       select parts as n from part_counts where among = 'kept' and tag = k.tag
       union all select delta from part_count_changes where among = 'kept' and tag = k.tag) c) as parts,
    c.kind, c.total, c.done
  from categories k left join category_changes c on c.category_id = k.id`;

/** A category as it is read; `closing`: it goes as soon as nothing is in it any more. */
export interface CategoryRow extends Omit<AdminCategoryView, 'change'> {
  closing: boolean;
  kind: CategoryChangeView['kind'] | null;
  total: number | null;
  done: number | null;
}

export function categoryView(row: CategoryRow): AdminCategoryView {
  const { closing: _, kind, total, done, ...rest } = row;
  return { ...rest, change: kind === null ? null : { kind, total: total!, done: done! } };
}

export async function findCategory(db: Queryable, id: string): Promise<CategoryRow | undefined> {
  const [row] = await db.query<CategoryRow>(`${CATEGORY} where k.id = $1`, [id]);
  return row;
}

/** @throws DomainError when there is none. */
export async function readCategory(db: Queryable, id: string): Promise<CategoryRow> {
  const row = await findCategory(db, id);
  if (!row) throw notFound('category', id);
  return row;
}

/** Waits for whoever puts a part into it right now: they have read what it is called, and the change must find their part. */
export async function lockCategory(tx: Tx, id: string): Promise<CategoryRow> {
  await tx.query(`select from categories where id = $1 for update`, [id]);
  return readCategory(tx, id);
}

export async function readCategories(db: Queryable): Promise<AdminCategoryView[]> {
  const rows = await db.query<CategoryRow>(
    `${CATEGORY} order by k.parent_id nulls first, k.position, k.name ${BY_NAME}`,
  );
  return rows.map(categoryView);
}
