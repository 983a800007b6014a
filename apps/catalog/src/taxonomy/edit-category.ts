import { Injectable } from '@nestjs/common';
import { conflict, versionConflict } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Editor } from '../content/editor.js';
import {
  categoryView,
  lockCategory,
  readCategories,
  readCategory,
  type CategoryRow,
} from './category-rows.js';
import {
  CategoryTree,
  MOST_CATEGORIES,
  placeCategory,
  refuseParent,
  tellOfMove,
} from './category-tree.js';
import type { AdminCategoryView, CreateCategoryDto, UpdateCategoryDto } from './category.dto.js';
import { FollowCategory } from './follow-category.js';
import { freeSlug } from './free-slug.js';

/** Adds categories, renames and moves them. */
@Injectable()
export class EditCategory {
  constructor(
    private readonly database: Database,
    private readonly tree: CategoryTree,
    private readonly following: FollowCategory,
  ) {}

  list(): Promise<AdminCategoryView[]> {
    return readCategories(this.database);
  }

  create(body: CreateCategoryDto): Promise<AdminCategoryView> {
    const id = uuidv7();
    const parent = body.parent_id?.toLowerCase() ?? null;
    return this.tree.change(async (tx, shape) => {
      if (shape.size >= MOST_CATEGORIES)
        throw conflict('too_many_categories', `There are ${MOST_CATEGORIES} categories already.`);
      await refuseParent(tx, shape, { id, parent });
      const slug =
        body.slug ?? (await freeSlug(tx, 'categories', { name: body.name, otherwise: 'category' }));
      await tx.execute(
        `insert into categories (id, parent_id, slug, name) values ($1, $2, $3, $4)`,
        [id, parent, slug, body.name],
      );
      await takeBack(tx, slug);
      await placeCategory(tx, id, body.position);
      return categoryView(await readCategory(tx, id));
    });
  }

  /** Its parts follow a new name or slug in transactions of their own: `change` says how far they are, null that all have. */
  async update(
    id: string,
    body: UpdateCategoryDto,
    version: number | undefined,
    editor: Editor,
  ): Promise<AdminCategoryView> {
    const shown = await this.tree.change(async (tx, shape) => {
      const before = await lockCategory(tx, id);
      if (version !== undefined && version !== before.version)
        throw versionConflict(categoryView(before));
      refuseClosing(before);
      const { name = before.name, slug = before.slug } = body;
      const parent =
        body.parent_id === undefined ? before.parent_id : (body.parent_id?.toLowerCase() ?? null);
      const moved = parent !== before.parent_id;
      if (moved) await refuseParent(tx, shape, { id, parent });
      await tx.execute(
        `update categories set parent_id = $2, slug = $3, name = $4,
           version = version + 1, updated_at = clock_timestamp() where id = $1`,
        [id, parent, slug, name],
      );
      if (slug !== before.slug) await redirectSlug(tx, before, slug);
      if (moved || body.position !== undefined) await placeCategory(tx, id, body.position);
      if (moved) await tellOfMove(tx, { id, version: before.version + 1, parent_id: parent });
      const shown = name !== before.name || slug !== before.slug;
      if (shown) await this.following.begin(tx, id, 'rename', editor);
      return shown;
    });
    if (shown) await this.following.followForAWhile(id);
    return categoryView(await readCategory(this.database, id));
  }
}

/** @throws DomainError when the category is on its way out. */
export function refuseClosing(category: CategoryRow): void {
  if (category.closing)
    throw conflict('category_closing', 'The category is being closed.', {
      current: categoryView(category),
    });
}

/** Who comes with the former slug is led to the category. */
async function redirectSlug(tx: Tx, { id, slug, name }: CategoryRow, now: string): Promise<void> {
  await takeBack(tx, now);
  await tx.execute(`insert into category_redirects (slug, name, category_id) values ($1, $2, $3)`, [
    slug,
    name,
    id,
  ]);
}

/** A slug that is a category's own leads nowhere else. */
async function takeBack(tx: Tx, slug: string): Promise<void> {
  await tx.execute(`delete from category_redirects where slug = $1`, [slug]);
}
