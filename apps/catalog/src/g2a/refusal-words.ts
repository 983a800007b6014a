import type { Money } from '@tandem/contracts';
import { MAX_DESCRIPTION } from '../content/html.js';

export const LONGEST_NAME = 200;

/** What a sentence may name of a product that was refused; less is kept of some. */
export interface Told {
  name_length: number | null;
  price: Money | null;
}

interface Words {
  /** The field of the product that is wrong. */
  field: string;
  says: (told: Told) => string;
}

/** Why the shop can't take a product. */
const REFUSALS = {
  name_missing: { field: 'name', says: () => 'The name is missing.' },
  name_too_long: {
    field: 'name',
    says: ({ name_length: has }) =>
      `The name ${has === null ? 'is too long' : `has ${has} characters`}. The shop takes at most ${LONGEST_NAME}.`,
  },
  price_missing: { field: 'price', says: () => 'The price is missing.' },
  price_unusable: {
    field: 'price',
    says: (told) =>
      `The price${told.price ? ` ${told.price.amount} ${told.price.currency}` : ''} can’t be used. It must be above zero, have at most twelve digits before the point, and no more decimals than its currency has.`,
  },
  currency_unknown: {
    field: 'price',
    says: ({ price }) =>
      `The currency ${price ? `${price.currency} ` : ''}of the price is none that the shop knows.`,
  },
  description_too_long: {
    field: 'description',
    says: () =>
      `The description is too long. The shop takes at most ${MAX_DESCRIPTION} characters.`,
  },
  part_unknown: { field: 'part_id', says: () => 'The part that it is linked to does not exist.' },
  part_is_no_game: { field: 'part_id', says: () => 'The part that it would change is not a game.' },
} as const satisfies Record<string, Words>;

export type RefusalReason = keyof typeof REFUSALS;
export const REFUSAL_REASONS = Object.keys(REFUSALS) as RefusalReason[];

/** Why a product was refused, as staff read it: the field, and a sentence about it. */
export function refusalWords(
  reason: RefusalReason,
  told: Told,
): { field: string; message: string } {
  const { field, says }: Words = REFUSALS[reason];
  return { field, message: says(told) };
}
