import { Injectable } from '@nestjs/common';
import { conflict, invalidField, versionConflict } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import type { Editor } from '../content/editor.js';
import {
  categoryView,
  findCategory,
  lockCategory,
  readCategory,
  type CategoryRow,
} from './category-rows.js';
import type { CategoryShape } from './category-shape.js';
import {
  CategoryTree,
  placeCategory,
  refuseParent,
  refuseUnusable,
  tellOfMove,
} from './category-tree.js';
import type { AdminCategoryView, CloseCategoryQuery, CloseImpactView } from './category.dto.js';
import { refuseClosing } from './edit-category.js';
import { FollowCategory } from './follow-category.js';

interface CloseRequest extends CloseCategoryQuery {
  id: string;
  version?: number;
  editor: Editor;
}

/**
 * Takes a category out of the tree, alone or by merging it into another. For shoppers it is the other one at once; what its
 * parts carry follows in transactions of their own, and the row goes with the last of them.
 */
@Injectable()
export class CloseCategory {
  constructor(
    private readonly database: Database,
    private readonly tree: CategoryTree,
    private readonly following: FollowCategory,
  ) {}

  async impact(id: string): Promise<CloseImpactView> {
    const { version, parts } = await readCategory(this.database, id);
    const [row] = await this.database.query<{ deleted_parts: number; children: number }>(
      `select (select count(*)::integer from parts where category_id = $1 and deleted_at is not null) as deleted_parts,
              (select count(*)::integer from categories where parent_id = $1) as children`,
      [id],
    );
    return { category_id: id, version, parts, ...row! };
  }

  /** @returns the category while parts are still leaving it, null once it is gone. */
  async close({ id, version, editor, ...where }: CloseRequest): Promise<AdminCategoryView | null> {
    const target = where.move_to?.toLowerCase() ?? null;
    await this.tree.change(async (tx, shape) => {
      const category = await lockCategory(tx, id);
      if (version !== undefined && version !== category.version)
        throw versionConflict(categoryView(category));
      // Asked again, as by somebody whose answer got lost: it is on its way.
      if (category.closing && category.closes_into === target) return;
      refuseClosing(category);
      await refuseTarget(tx, shape, id, target);
      const parent = where.children === 'up' ? category.parent_id : target;
      refuseLeftovers(shape, category, target, where.children);
      for (const child of shape.childrenOf(id)) await moveChild(tx, shape, child, parent);
      await tx.execute(
        `update categories set closing = true, closes_into = $2, version = version + 1, updated_at = clock_timestamp()
          where id = $1`,
        [id, target],
      );
      await this.following.begin(tx, id, 'close', editor);
    });
    await this.following.followForAWhile(id);
    const left = await findCategory(this.database, id);
    return left ? categoryView(left) : null;
  }
}

async function refuseTarget(
  tx: Tx,
  shape: CategoryShape,
  id: string,
  target: string | null,
): Promise<void> {
  const [incoming] = await tx.query(`select from categories where closes_into = $1 limit 1`, [id]);
  if (incoming)
    throw conflict('category_in_use', 'Parts of another category are on their way into this one.');
  if (target === null) return;
  await refuseUnusable(tx, shape, 'move_to', target);
  if (shape.isWithin(target, id))
    throw invalidField('move_to', 'must not be the category itself or one below it');
}

function refuseLeftovers(
  shape: CategoryShape,
  { id, parts }: CategoryRow,
  target: string | null,
  children: CloseCategoryQuery['children'],
): void {
  if (target !== null) return;
  if (parts === 0 && (children === 'up' || shape.childrenOf(id).length === 0)) return;
  throw conflict(
    'category_in_use',
    'The category still has parts (drafts and archived ones count too) or categories in it. Say where they go.',
    { errors: [{ field: 'move_to', message: 'is needed while the category has parts' }] },
  );
}

async function moveChild(
  tx: Tx,
  shape: CategoryShape,
  child: string,
  parent: string | null,
): Promise<void> {
  await refuseParent(tx, shape, { id: child, parent });
  const [row] = await tx.query<{ version: number }>(
    `update categories set parent_id = $2, version = version + 1, updated_at = clock_timestamp()
      where id = $1 returning version`,
    [child, parent],
  );
  await placeCategory(tx, child);
  await tellOfMove(tx, { id: child, version: row!.version, parent_id: parent });
}
