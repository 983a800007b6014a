import type { KeptBack, PartBuffer } from '@tandem/ui';
import { formatNumber } from '@tandem/ui/format';

export const KINDS: Readonly<Record<KeptBack['kind'], string>> = {
  category: 'Category',
  part: 'Part',
};

/** "3 of each part in Brake discs", "3 of DISC-260". */
export function keptBackText({ kind, pieces, category_name, sku }: KeptBack): string {
  const of = kind === 'category' ? `each part in ${category_name}` : sku;
  return pieces === 0 ? `Nothing of ${of}` : `${formatNumber(pieces)} of ${of}`;
}

/** How much of one part nobody can order, and where that is set. */
export function partBufferText({ pieces, own_pieces, category }: PartBuffer): string {
  const kept =
    pieces === 0 ? 'nothing' : `${formatNumber(pieces)} ${pieces === 1 ? 'unit' : 'units'}`;
  if (own_pieces !== null) return `Kept back: ${kept}, set for this part.`;
  return category
    ? `Kept back: ${kept}, set for the category ${category.name}.`
    : 'Kept back: nothing.';
}

/** What becomes of a part when its own buffer is removed. */
export const withoutOwnText = ({ category }: PartBuffer): string =>
  category
    ? `Then the safety buffer of the category ${category.name} counts for this part: ${formatNumber(category.pieces)}.`
    : 'Then shoppers can order all units that are not reserved.';
