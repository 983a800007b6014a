import type { AdminCategory } from '@tandem/ui';

/** The API refuses more. */
const MOST_LEVELS = 6;

/** A category as the page draws it. */
export interface TreeRow {
  category: AdminCategory;
  /** 0 at the top. */
  level: number;
  /** Its parts and those of all below it. */
  parts: number;
  /** Its place among its siblings, and how many of them there are. */
  place: number;
  siblings: number;
}

/** Where a category goes. */
export interface Place {
  parent_id: string | null;
  position?: number;
}

/** Where it is dropped, as seen from a row. */
export type Side = 'before' | 'after' | 'inside';

export type Categories = readonly AdminCategory[];

const childrenOf = (all: Categories, id: string | null): AdminCategory[] =>
  all.filter(({ parent_id }) => parent_id === id);

const partsOf = (all: Categories, { id, parts }: AdminCategory): number =>
  childrenOf(all, id).reduce((sum, child) => sum + partsOf(all, child), parts);

/** The rows of the tree from top to bottom. */
export function treeRows(all: Categories, parent: string | null = null, level = 0): TreeRow[] {
  const children = childrenOf(all, parent);
  return children.flatMap((category, place) => [
    { category, level, parts: partsOf(all, category), place, siblings: children.length },
    ...treeRows(all, category.id, level + 1),
  ]);
}

const levelOf = (all: Categories, id: string | null): number => {
  const found = all.find((one) => one.id === id);
  return found ? 1 + levelOf(all, found.parent_id) : 0;
};

const levelsIn = (all: Categories, id: string): number =>
  1 + Math.max(0, ...childrenOf(all, id).map((child) => levelsIn(all, child.id)));

const isWithin = (all: Categories, id: string | null, of: string): boolean =>
  id !== null &&
  (id === of || isWithin(all, all.find((one) => one.id === id)?.parent_id ?? null, of));

/** Whether a category may be below that one, or at the top. */
export function fitsBelow(all: Categories, id: string, parent: string | null): boolean {
  if (isWithin(all, parent, id)) return false;
  if (all.find((one) => one.id === parent)?.closes_into) return false;
  return levelOf(all, parent) + levelsIn(all, id) <= MOST_LEVELS;
}

/** Where a category is when it is dropped on that side of a row; null: it can't be there. */
export function placeAt(all: Categories, id: string, on: string, side: Side): Place | null {
  const target = all.find((one) => one.id === on);
  if (!target || id === on) return null;
  const parent_id = side === 'inside' ? on : target.parent_id;
  if (!fitsBelow(all, id, parent_id)) return null;
  if (side === 'inside') return { parent_id };
  const siblings = childrenOf(all, parent_id).filter((one) => one.id !== id);
  const at = siblings.findIndex((one) => one.id === on);
  return { parent_id, position: side === 'before' ? at : at + 1 };
}

export interface Choice {
  value: string;
  title: string;
}

/** Categories by their whole path, for a menu. */
export function choicesOf(all: Categories, fits: (category: AdminCategory) => boolean): Choice[] {
  const pathOf = (category: AdminCategory): string => {
    const parent = all.find(({ id }) => id === category.parent_id);
    return parent ? `${pathOf(parent)} › ${category.name}` : category.name;
  };
  return treeRows(all)
    .filter(({ category }) => fits(category))
    .map(({ category }) => ({ value: category.id, title: pathOf(category) }));
}

/** Where the parts of a category may go: not to itself, to one below it, or to one that is closing. */
export const mergeChoices = (all: Categories, id: string): Choice[] =>
  choicesOf(all, (one) => !isWithin(all, one.id, id) && one.change?.kind !== 'close');
