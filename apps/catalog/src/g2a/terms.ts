import { createHash } from 'node:crypto';
import { logger } from '@tandem/observability';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { losesLetters, slugOf } from '../content/slug.js';
import { lockCategories } from '../taxonomy/lock-categories.js';
import { announceTaxonomy } from '../taxonomy/taxonomy-versions.js';
import type { Offer, Terms } from './offer.js';

/** So many terms of each kind there may be before none is made for a product any more. */
const MOST = { category: 300, genre: 200, platform: 100 };
/** Where the categories of G2A are put. */
const ROOT = { slug: 'games', name: 'Games' };

const log = logger('catalog');

interface Term {
  /** Null: staff took it away, and it does not come back by itself. */
  id: string | null;
  slug: string;
  name: string;
}

/** Terms of one kind, found by name or slug in whatever case. */
class Vocabulary {
  private readonly byWord = new Map<string, string | null>();

  constructor(
    terms: readonly Term[],
    readonly grown = false,
  ) {
    // A name goes before a slug.
    for (const { slug, id } of terms) this.byWord.set(slug, id);
    for (const { name, id } of terms) this.byWord.set(name.toLowerCase(), id);
  }

  find(name: string): string | undefined {
    return this.known(name) ?? undefined;
  }

  private known(name: string): string | null | undefined {
    const named = this.byWord.get(name.toLowerCase());
    return named === undefined ? this.byWord.get(slugFor(name)) : named;
  }

  missing(names: readonly string[]): string[] {
    const bySlug = new Map(names.map((name) => [slugFor(name), name]));
    return [...bySlug.values()].filter((name) => this.known(name) === undefined);
  }

  idsOf(names: readonly string[]): string[] {
    return [
      ...new Set(names.map((name) => this.find(name)).filter((id) => id !== undefined)),
    ].sort();
  }
}

/** Two names in another script must not meet in what is left of them in Latin letters. */
function slugFor(name: string): string {
  const slug = slugOf(name, 'term');
  if (!losesLetters(name)) return slug;
  return `${slug}-${createHash('sha256').update(name.toLowerCase()).digest('hex').slice(0, 8)}`;
}

/**
 * Finds what these offers are sorted into, and makes what the shop does not have yet. Called before any part is locked: who
 * renames a category holds it first and its parts after it.
 */
export async function resolveTerms(tx: Tx, offers: readonly Offer[]): Promise<Terms> {
  const wanted = (of: (offer: Offer) => readonly string[]): string[] => [
    ...new Set(offers.flatMap(of)),
  ];
  const categories = await categoriesFor(
    tx,
    wanted((offer) => offer.categories),
  );
  const genres = await termsFor(
    tx,
    'genre',
    wanted((offer) => offer.genres),
  );
  const platforms = await termsFor(
    tx,
    'platform',
    wanted((offer) => offer.platforms),
  );
  return {
    category(names) {
      const found = names.map((name) => categories.all.find(name)).filter((id) => id !== undefined);
      return found.find((id) => id !== categories.root) ?? categories.root;
    },
    genres: (names) => genres.idsOf(names),
    platforms: (names) => platforms.idsOf(names),
    made: [categories.all, genres, platforms].some(({ grown }) => grown),
  };
}

/** In the order of their slugs, as two who make the same at once must not wait for each other. */
function newTerms(kind: keyof typeof MOST, names: readonly string[], known: number): Term[] {
  const room = Math.max(0, MOST[kind] - known);
  if (names.length > room)
    log.warn({ kind, left_out: names.length - room }, 'G2A names more terms than the shop takes');
  return names
    .slice(0, room)
    .map((name) => ({ id: uuidv7(), slug: slugFor(name), name }))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

async function termsFor(
  tx: Tx,
  of: 'genre' | 'platform',
  names: readonly string[],
): Promise<Vocabulary> {
  const known = await readTerms(tx, of);
  const made = newTerms(of, new Vocabulary(known).missing(names), known.length);
  if (made.length === 0) return new Vocabulary(known);
  // First, as staff do it who add one at the same time.
  await announceTaxonomy(tx, `${of}s`);
  await tx.execute(
    `insert into ${of}s (id, slug, name)
     select id, slug, name from jsonb_populate_recordset(null::${of}s, $1::jsonb) on conflict do nothing`,
    [JSON.stringify(made)],
  );
  return new Vocabulary(await readTerms(tx, of), true);
}

/** Also by names and slugs that staff took away: what was merged or deleted must not come back. */
function readTerms(tx: Tx, of: 'genre' | 'platform'): Promise<Term[]> {
  return tx.query<Term>(
    `select ${of}_id as id, slug, name from ${of}_redirects
     union all
     select case when closing then closes_into else id end, slug, name from ${of}s`,
  );
}

interface Categories {
  all: Vocabulary;
  root: string | null;
}

async function categoriesFor(tx: Tx, names: readonly string[]): Promise<Categories> {
  const known = await readBranch(tx);
  const vocabulary = new Vocabulary(known);
  const missing = vocabulary.missing(names);
  if (known.length > 0 && (missing.length === 0 || known.length >= MOST.category))
    return branchOf(known);
  await lockCategories(tx);
  await tx.execute(
    `insert into categories (id, slug, name, position)
     select $1, $2, $3, coalesce(max(position) + 1, 0) from categories where parent_id is null
     having category_by_slug($2) is null on conflict do nothing`,
    [uuidv7(), ROOT.slug, ROOT.name],
  );
  const now = await readBranch(tx);
  const made = newTerms('category', new Vocabulary(now).missing(names), now.length);
  await tx.execute(
    `insert into categories (id, parent_id, slug, name, position)
     select r.id, category_by_slug($2),
            case when exists (select from categories k where k.slug = r.slug) then r.slug || '-games' else r.slug end,
            r.name, 1000
     from jsonb_populate_recordset(null::categories, $1::jsonb) r on conflict do nothing`,
    [JSON.stringify(made), ROOT.slug],
  );
  await announceTaxonomy(tx, 'categories');
  return branchOf(await readBranch(tx), true);
}

const branchOf = (terms: readonly Term[], grown = false): Categories => ({
  all: new Vocabulary(terms, grown),
  root: terms.find(({ slug }) => slug === ROOT.slug)?.id ?? null,
});

/** The root and what is below it, also by names and slugs that staff took away: a merged category must not come back. */
function readBranch(tx: Tx): Promise<Term[]> {
  return tx.query<Term>(
    `with recursive below as (
       select id from categories where id = category_by_slug($1)
       union select k.id from categories k join below b on k.parent_id = b.id
     )
     select category_id as id, slug, name from category_redirects where category_id in (select id from below)
     union all
     select coalesce(closes_into, id), slug, name from categories
      where id in (select id from below) or closes_into in (select id from below)`,
    [ROOT.slug],
  );
}
