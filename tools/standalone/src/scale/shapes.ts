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
const SORTS_OF_STAFF = [
  ...SORTS,
  ...['updated', 'sku', 'stock_asc', 'stock_desc'].map((sort) => `sort=${sort}`),
];
const STOCK = choices('in_stock', 'true', 'false');
/** None, one of fifty parts, every second one, nothing. */
const PRICES = ['', 'max_price=1.30', 'min_price=5&max_price=200', 'min_price=900000'];

/** How much is shown is no filter: the longest page, with whole texts, of lists that are dear. Nothing is relevant to no words. */
const LONG = 'limit=100&fields=id,part_name,description,price,stock';

/** Every combination of filters and orders of the lists of shoppers, over what `fillWithParts` makes. */
export const LISTS_OF_SHOPPERS = [
  ...queries('/parts', [...SORTS, 'sort=relevance'], ['', 'kind=physical'], [LONG], STOCK),
  ...queries('/games', [...SORTS, 'sort=relevance'], ['', 'genre=many-genre-24'], [LONG]),
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
export const TABLES_OF_STAFF = [
  ...queries(
    '/admin/parts',
    SORTS_OF_STAFF,
    choices('kind', 'game'),
    [
      ...choices('status', 'draft', 'scheduled', 'archived', 'discontinued'),
      'include_deleted=true',
    ],
    [...STOCK, ...choices('low_stock', 'true', 'false').slice(1)],
    choices('category', 'many-category-70'),
    ['', 'max_price=1.30', 'min_price=900000'],
  ),
  ...queries(
    '/admin/parts',
    SORTS_OF_STAFF,
    choices('genre', 'many-genre-1', 'many-genre-24'),
    choices('platform', 'many-platform-8'),
    choices('status', 'active', 'discontinued'),
  ),
  ...queries(
    '/admin/parts',
    [...SORTS_OF_STAFF, 'sort=relevance'],
    ['kind=physical'],
    ['limit=100'],
  ),
];

/** What the first of the orders has, as facets are the same in all of them; of a length that no list above has put into the cache. */
export const FACETS_OF_LISTS = LISTS_OF_SHOPPERS.filter(
  (path) => path.includes(SORTS[0]!) && !path.includes(LONG),
).map((path) => `${path}&limit=23&facets=true`);
