import type { CategoryNode } from '../taxonomy/taxonomy.js';

const MOST_COMPLETIONS = 2;
const MOST_CATEGORIES = 3;
const WORDS = /[\p{L}\p{N}]+/gu;

/** Without accents: somebody who types "ecran" means "écran". */
const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();

const wordsOf = (text: string): string[] => folded(text).match(WORDS) ?? [];

/** What was typed with its last word finished, as most of the names finish it. */
export function completionsOf(typed: readonly string[], names: readonly string[]): string[] {
  const last = typed.at(-1);
  if (last === undefined) return [];
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const word of new Set(name.toLowerCase().match(WORDS))) {
      if (word.length > last.length && word.startsWith(last))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MOST_COMPLETIONS)
    .map(([word]) => [...typed.slice(0, -1), word].join(' '));
}

/** Categories in which shoppers find something and whose name has a word for each that was typed, which may be its beginning only. */
export function categoriesLike(
  typed: string,
  tree: readonly CategoryNode[],
): Pick<CategoryNode, 'name' | 'slug'>[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return [];
  const beginning = folded(typed);
  const isMeant = ({ name, count }: CategoryNode): boolean => {
    const words = wordsOf(name);
    return count > 0 && wanted.every((one) => words.some((word) => word.startsWith(one)));
  };
  const first = ({ name }: CategoryNode): number => (folded(name).startsWith(beginning) ? 0 : 1);
  return flat(tree)
    .filter(isMeant)
    .sort((a, b) => first(a) - first(b) || b.count - a.count)
    .slice(0, MOST_CATEGORIES);
}

const flat = (nodes: readonly CategoryNode[]): CategoryNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);
