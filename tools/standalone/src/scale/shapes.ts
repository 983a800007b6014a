const choices = (name: string, ...values: string[]): string[] => [
  '',
  ...values.map((value) => `${name}=${value}`),
];

function* combined([first, ...others]: string[][]): Generator<string[]> {
  if (!first) yield [];
  else for (const rest of combined(others)) for (const one of first) yield [one, ...rest];
}

const queries = (path: string, ...lists: string[][]): string[] =>
  [...combined(lists)].map((filters) => `${path}?${filters.filter((one) => one !== '').join('&')}`);

const SORTS = ['newest', 'name', 'price_asc', 'price_desc'].map((sort) => `sort=${sort}`);
const STOCK = choices('in_stock', 'true', 'false');
/** None, one of fifty parts, every second one, nothing. */
const PRICES = ['', 'max_price=1.30', 'min_price=5&max_price=200', 'min_price=900000'];

/** Every combination of filters and orders of the lists of shoppers, over what `fillWithParts` makes. */
export const LISTS_OF_SHOPPERS = [
  ...queries(
    '/parts',
    SORTS,
    choices(
      'category',
      'many-category-1',
      'many-category-13',
      'many-category-70',
      'no-such-category',
    ),
    choices('kind', 'game'),
    STOCK,
    PRICES,
  ),
  ...queries(
    '/games',
    SORTS,
    choices('genre', 'many-genre-1', 'many-genre-24', 'no-such-genre'),
    choices('platform', 'many-platform-1', 'many-platform-8'),
    choices('category', 'many-category-2'),
    STOCK,
    PRICES,
  ),
];

/** Every combination of filters and orders of staff's table. */
export const TABLES_OF_STAFF = queries(
  '/admin/parts',
  [...SORTS, ...['updated', 'sku', 'stock_asc', 'stock_desc'].map((sort) => `sort=${sort}`)],
  choices('kind', 'game'),
  [...choices('status', 'draft', 'archived'), 'include_deleted=true'],
  [...STOCK, ...choices('low_stock', 'true', 'false').slice(1)],
  choices('category', 'many-category-70'),
  ['', 'max_price=1.30', 'min_price=900000'],
);

/** What the first of the orders has, as facets are the same in all of them. */
export const FACETS_OF_LISTS = LISTS_OF_SHOPPERS.filter((path) => path.includes(SORTS[0]!)).map(
  (path) => `${path}&limit=1`,
);
