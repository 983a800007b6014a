import type { Queryable } from '@tandem/persistence';

interface Term {
  /** Of what it counts as: one that is being merged is the other one already. */
  id: string;
  slug: string;
  name: string;
}

interface Category extends Term {
  own_id: string;
  parent_id: string | null;
}

interface FormerTerm extends Term {
  /** Of one that is gone. */
  old_id: string | null;
}

/** What the words of a file stand for. A word that stands for several things stands for none. */
export interface Terms {
  category(word: string): string | null;
  genre(word: string): string | null;
  platform(word: string): string | null;
}

/** Something and the words for it. */
type Named = readonly [id: string, words: string[]];

/**
 * Reads what parts are sorted into, once for the rows of a batch. What was renamed or merged is found by what it was called,
 * as long as nothing is called so now.
 */
export async function readTerms(db: Queryable): Promise<Terms> {
  const categories = await db.query<Category>(
    'select coalesce(closes_into, id) as id, slug, name, id as own_id, parent_id from categories where not closing or closes_into is not null',
  );
  const byId = new Map(categories.map((category) => [category.own_id, category]));
  const words = categories.map((category): Named => [
    category.id,
    [...wordsOf(category), pathOf(category, byId, 'slug'), pathOf(category, byId, 'name')],
  ]);
  const former = await db.query<FormerTerm>(
    `select coalesce(k.closes_into, k.id) as id, r.slug, r.name, r.old_id
       from category_redirects r join categories k on k.id = r.category_id`,
  );
  return {
    category: finder(words, former.map(formerly), (word) => word.split(/[/>]/)),
    genre: await termFinder(db, 'genre'),
    platform: await termFinder(db, 'platform'),
  };
}

async function termFinder(db: Queryable, of: 'genre' | 'platform'): Promise<Find> {
  const terms = await db.query<Term>(
    `select coalesce(closes_into, id) as id, slug, name from ${of}s where not closing or closes_into is not null`,
  );
  const former = await db.query<FormerTerm>(
    `select coalesce(t.closes_into, t.id) as id, r.slug, r.name, r.old_id
       from ${of}_redirects r join ${of}s t on t.id = r.${of}_id`,
  );
  return finder(
    terms.map((one): Named => [one.id, wordsOf(one)]),
    former.map(formerly),
  );
}

const wordsOf = ({ id, slug, name }: Term): string[] => [id, slug, name.toLowerCase()];

const formerly = ({ id, slug, name, old_id }: FormerTerm): Named => [
  id,
  [slug, name.toLowerCase(), ...(old_id ? [old_id] : [])],
];

function pathOf(
  category: Category,
  byId: ReadonlyMap<string, Category>,
  by: 'slug' | 'name',
): string {
  const steps: string[] = [];
  for (let at: Category | undefined = category; at; at = byId.get(at.parent_id ?? ''))
    steps.unshift(at[by].toLowerCase());
  return steps.join('/');
}

type Find = (word: string) => string | null;

function finder(
  now: readonly Named[],
  former: readonly Named[],
  stepsOf: (word: string) => string[] = (word) => [word],
): Find {
  const found = byWord(now);
  const foundBefore = byWord(former);
  return (word) => {
    const wanted = word.trim().toLowerCase();
    const path = stepsOf(wanted)
      .map((step) => step.trim())
      .join('/');
    // Written as it is kept, before it is taken apart: a name may hold a slash.
    const ids = found.get(wanted) ?? found.get(path) ?? foundBefore.get(wanted);
    return ids?.size === 1 ? [...ids][0]! : null;
  };
}

function byWord(terms: readonly Named[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [id, words] of terms)
    for (const word of words) found.set(word, (found.get(word) ?? new Set()).add(id));
  return found;
}
