import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { CategoryMoved, TREE_GENERATION } from '@tandem/contracts';
import { conflict, invalidField, notFound, versionConflict } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import {
  Database,
  isForeignKeyViolation,
  isUniqueViolation,
  transaction,
  type Tx,
} from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { contentCacheEffects } from '../content/content-cache.js';
import { ContentWriter, type PartChange } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { losesLetters, slugOf } from '../content/slug.js';
import { iso } from '../parts/part-sql.js';
import { BY_NAME } from '../search/by-name.js';
import type { AdminCategoryView, CreateCategoryDto, UpdateCategoryDto } from './category.dto.js';
import { lockCategories } from './lock-categories.js';

const CATEGORY = `
  select k.id, k.parent_id, k.slug, k.name, k.position, k.version, ${iso('k.updated_at')} as updated_at,
    (select count(*)::integer from parts p where p.category_id = k.id and p.deleted_at is null) as parts
  from categories k`;

/** Changes the tree of categories. */
@Injectable()
export class EditCategory {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly cache: VersionedCache,
  ) {}

  list(): Promise<AdminCategoryView[]> {
    return this.database.query(
      `${CATEGORY} order by k.parent_id nulls first, k.position, k.name ${BY_NAME}`,
    );
  }

  async create(body: CreateCategoryDto): Promise<AdminCategoryView> {
    const id = uuidv7();
    const category = await this.write(async (tx) => {
      await tx.execute(
        `insert into categories (id, parent_id, slug, name, position) values ($1, $2, $3, $4, $5)`,
        [
          id,
          body.parent_id ?? null,
          body.slug ?? (await freeSlug(tx, body.name)),
          body.name,
          body.position ?? 0,
        ],
      );
      return one(tx, id);
    });
    await this.tellCache([]);
    return category;
  }

  /** A new name or slug is a change of each part that shows it: all of them change in the same transaction. */
  async update(
    id: string,
    body: UpdateCategoryDto,
    version: number | undefined,
    editor: Editor,
  ): Promise<AdminCategoryView> {
    const { category, changes } = await this.write(async (tx) => {
      const before = await one(tx, id);
      if (version !== undefined && version !== before.version) throw versionConflict(before);
      const parent = body.parent_id === undefined ? before.parent_id : body.parent_id;
      if (parent !== null) await refuseCircle(tx, id, parent);
      const after = { ...before, ...definedOf(body), parent_id: parent };
      await tx.execute(
        `update categories set parent_id = $2, slug = $3, name = $4, position = $5,
           version = version + 1, updated_at = clock_timestamp() where id = $1`,
        [id, after.parent_id, after.slug, after.name, after.position],
      );
      const shown = after.name !== before.name || after.slug !== before.slug;
      const changes = shown ? await this.touchParts(tx, id, editor) : [];
      const category = await one(tx, id);
      if (category.parent_id !== before.parent_id) await tellOfMove(tx, category);
      return { category, changes };
    });
    await this.tellCache(changes);
    return category;
  }

  async delete(id: string): Promise<void> {
    await this.write(async (tx) => {
      await one(tx, id);
      // Deleted parts are shown nowhere, so nobody could take them out of the category; restored, they have none.
      await tx.execute(
        `update parts set category_id = null where category_id = $1 and deleted_at is not null`,
        [id],
      );
      await tx.execute(`delete from categories where id = $1`, [id]);
    });
    await this.tellCache([]);
  }

  private async touchParts(tx: Tx, id: string, editor: Editor): Promise<PartChange[]> {
    const rows = await tx.query<{ id: number }>(
      `select id from parts where category_id = $1 and deleted_at is null order by id for update`,
      [id],
    );
    const changes: PartChange[] = [];
    for (const row of rows) changes.push(await this.writer.touch(tx, row.id, 'category', editor));
    return changes;
  }

  private async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await transaction(this.database, async (tx) => {
        await lockCategories(tx);
        return work(tx);
      });
    } catch (error) {
      if (isUniqueViolation(error, 'categories_slug_key'))
        throw conflict('slug_taken', 'Another category has this slug.', {
          errors: [{ field: 'slug', message: 'belongs to another category' }],
        });
      if (isStillReferenced(error))
        throw conflict(
          'category_in_use',
          'The category still has parts (drafts and archived ones count too) or categories in it.',
        );
      if (isForeignKeyViolation(error, 'categories_parent_id_fkey'))
        throw invalidField('parent_id', 'does not exist');
      throw error;
    }
  }

  private async tellCache(changes: readonly PartChange[]): Promise<void> {
    const effects = contentCacheEffects(changes.flatMap(({ change }) => change ?? []));
    await applyEffects(this.cache, effects);
    await applyEffects(this.cache, { generations: [TREE_GENERATION] });
  }
}

const definedOf = <T extends object>(body: T): Partial<T> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<T>;

/** For whoever applies to the parts of a category what is set for one above it. */
async function tellOfMove(tx: Tx, { id, version, parent_id }: AdminCategoryView): Promise<void> {
  await outbox.add(tx, CategoryMoved, { category_id: id, version, parent_id });
}

async function one(tx: Tx, id: string): Promise<AdminCategoryView> {
  const [row] = await tx.query<AdminCategoryView>(`${CATEGORY} where k.id = $1`, [id]);
  if (!row) throw notFound('category', id);
  return row;
}

/**
 * A slug made from the name. Names in other scripts leave little or nothing of themselves, so theirs are numbered; the
 * same Latin name twice is a mistake that the slug's uniqueness tells.
 */
async function freeSlug(tx: Tx, name: string): Promise<string> {
  const slug = slugOf(name, 'category');
  if (!losesLetters(name)) return slug;
  const [row] = await tx.query<{ free: string }>(
    `select c.slug as free
       from generate_series(1, (select count(*) + 1 from categories)) n,
            lateral (select case when n = 1 then $1 else $1 || '-' || n end as slug) c
      where not exists (select 1 from categories k where k.slug = c.slug) order by n limit 1`,
    [slug],
  );
  return row!.free;
}

async function refuseCircle(tx: Tx, id: string, parent: string): Promise<void> {
  const [inside] = await tx.query(
    `with recursive below as (
       select id from categories where id = $1 union select k.id from categories k join below b on k.parent_id = b.id
     ) select 1 from below where id = $2`,
    [id, parent],
  );
  if (inside) throw invalidField('parent_id', 'must not be the category itself or one below it');
}

/** Something still refers to the row: PostgreSQL 18 has a code of its own for it, older ones say it in the detail. */
function isStillReferenced(error: unknown): boolean {
  const { code, detail } =
    (error as { driverError?: { code?: string; detail?: string } }).driverError ?? {};
  return code === '23001' || (code === '23503' && detail?.includes('still referenced') === true);
}
