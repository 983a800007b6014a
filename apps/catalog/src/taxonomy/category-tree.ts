import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { CategoryMoved, TREE_GENERATION } from '@tandem/contracts';
import { conflict, invalidField } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, isUniqueViolation, transaction, type Tx } from '@tandem/persistence';
import { BY_NAME } from '../search/by-name.js';
import { CategoryShape, MOST_LEVELS, type ShapeRow } from './category-shape.js';
import { lockCategories } from './lock-categories.js';
import { announceTaxonomy } from './taxonomy-versions.js';

/** The whole tree is read for its menus and for each check of a move. */
export const MOST_CATEGORIES = 2_000;

/** The one way the tree of categories changes: one change at a time, and the shop's lists know it before the caller does. */
@Injectable()
export class CategoryTree {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  /** @throws DomainError when two categories would have one slug, or two siblings one name. */
  async change<T>(work: (tx: Tx, shape: CategoryShape) => Promise<T>): Promise<T> {
    const result = await this.locked(work);
    await applyEffects(this.cache, { generations: [TREE_GENERATION] });
    return result;
  }

  private async locked<T>(work: (tx: Tx, shape: CategoryShape) => Promise<T>): Promise<T> {
    try {
      return await transaction(this.database, async (tx) => {
        await lockCategories(tx);
        const rows = await tx.query<ShapeRow>(`select id, parent_id from categories`);
        const result = await work(tx, new CategoryShape(rows));
        await announceTaxonomy(tx, 'categories');
        return result;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'categories_slug_key'))
        throw conflict('slug_taken', 'Another category has this slug.', {
          errors: [{ field: 'slug', message: 'belongs to another category' }],
        });
      if (isUniqueViolation(error, 'categories_name_of_siblings'))
        throw conflict('name_taken', 'Another category beside it has this name.', {
          errors: [{ field: 'name', message: 'belongs to another category beside it' }],
        });
      throw error;
    }
  }
}

/** @throws DomainError on `parent_id` when a category, there or new, can't be below that one. */
export async function refuseParent(
  tx: Tx,
  shape: CategoryShape,
  { id, parent }: { id: string; parent: string | null },
): Promise<void> {
  if (parent === null) return;
  await refuseUnusable(tx, shape, 'parent_id', parent);
  if (shape.isWithin(parent, id))
    throw invalidField('parent_id', 'must not be the category itself or one below it');
  if (shape.levelsAbove(parent) + shape.levelsBelow(id) > MOST_LEVELS)
    throw invalidField('parent_id', `must leave at most ${MOST_LEVELS} levels of categories`);
}

/** @throws DomainError on the field when there is no such category, or it takes nothing in any more. */
export async function refuseUnusable(
  tx: Tx,
  shape: CategoryShape,
  field: string,
  id: string,
): Promise<void> {
  if (!shape.has(id)) throw invalidField(field, 'does not exist');
  const [closing] = await tx.query(`select from categories where id = $1 and closing`, [id]);
  if (closing) throw invalidField(field, 'is being closed and takes nothing in any more');
}

/** Puts a category at a place among its siblings, which make room; without a place it is the last. */
export async function placeCategory(tx: Tx, id: string, place = MOST_CATEGORIES): Promise<void> {
  await tx.execute(
    `with others as (
       select k.id, (row_number() over (order by k.position, k.name ${BY_NAME}, k.id) - 1)::integer as place
         from categories k join categories me on me.id = $1 and k.parent_id is not distinct from me.parent_id
        where k.id <> me.id
     ), placed as (
       select id, case when place < $2 then place else place + 1 end as place from others
       union all select $1::uuid, least($2, (select count(*) from others))::integer
     )
     update categories k set position = p.place from placed p where p.id = k.id and k.position <> p.place`,
    [id, place],
  );
}

/** For whoever applies to the parts of a category what is set for one above it. */
export async function tellOfMove(
  tx: Tx,
  { id, version, parent_id }: { id: string; version: number; parent_id: string | null },
): Promise<void> {
  await outbox.add(tx, CategoryMoved, { category_id: id, version, parent_id });
}
