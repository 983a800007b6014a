import type { Queryable } from '@tandem/persistence';

interface Term {
  id: string;
  slug: string;
  name: string;
}

interface Category extends Term {
  parent_id: string | null;
}

/** What the words of a file stand for. A word that stands for several things stands for none. */
export interface Terms {
  category(word: string): string | null;
  genre(word: string): string | null;
  platform(word: string): string | null;
}

/** Reads what parts are sorted into, once for the rows of a batch. */
export async function readTerms(db: Queryable): Promise<Terms> {
  const categories = await db.query<Category>('select id, slug, name, parent_id from categories');
  const genres = await db.query<Term>('select id, slug, name from genres where not closing');
  const platforms = await db.query<Term>('select id, slug, name from platforms where not closing');
  const byId = new Map(categories.map((category) => [category.id, category]));
  const words = categories.map((category): [string, string[]] => [
    category.id,
    [...wordsOf(category), pathOf(category, byId, 'slug'), pathOf(category, byId, 'name')],
  ]);
  return {
    category: finder(words, (word) => word.split(/[/>]/)),
    genre: finder(genres.map((one) => [one.id, wordsOf(one)])),
    platform: finder(platforms.map((one) => [one.id, wordsOf(one)])),
  };
}

const wordsOf = ({ id, slug, name }: Term): string[] => [id, slug, name.toLowerCase()];

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

function finder(
  terms: readonly [id: string, words: string[]][],
  stepsOf: (word: string) => string[] = (word) => [word],
): (word: string) => string | null {
  const found = new Map<string, Set<string>>();
  for (const [id, words] of terms)
    for (const word of words) found.set(word, (found.get(word) ?? new Set()).add(id));
  return (word) => {
    const wanted = word.trim().toLowerCase();
    const path = stepsOf(wanted)
      .map((step) => step.trim())
      .join('/');
    // Written as it is kept, before it is taken apart: a name may hold a slash.
    const ids = found.get(wanted) ?? found.get(path);
    return ids?.size === 1 ? [...ids][0]! : null;
  };
}
