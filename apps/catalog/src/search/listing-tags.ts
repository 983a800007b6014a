/** Numbers that parts have in the listings and among the marks of their documents; those of categories and terms are larger. */
export const IN_STOCK = 1;
export const OUT_OF_STOCK = 2;
export const KIND_TAGS: Readonly<Record<string, number>> = { physical: 3, game: 4 };
/** What is out of stock is always low. */
export const LOW = 5;
export const NOT_LOW = 6;

/** The number of what is in stock, or of what is not; none where nobody asked. */
export const stockTag = (inStock: boolean | undefined): number | undefined =>
  inStock === undefined ? undefined : inStock ? IN_STOCK : OUT_OF_STOCK;

/** The numbers that categories, genres and platforms have, behind the names of a filter. */
export interface ListingTags {
  categories?: readonly number[];
  genre?: number;
  platform?: number;
}
