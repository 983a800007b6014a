/** The shop's two kinds of products, in the words that every page uses. */
export const KINDS = [
  { value: 'physical', one: 'Part', title: 'Parts' },
  { value: 'game', one: 'Game', title: 'Games' },
] as const;

/** The small word above a product's name: its category where it has one. */
export function labelOf(product: { kind: string; category?: { name: string } | null }): string {
  return product.category?.name ?? KINDS.find(({ value }) => value === product.kind)?.one ?? '';
}
