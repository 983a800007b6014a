/** Words of `fillWithParts`, from those that a third of the parts have to those that none has. */
const WORDS = [
  // In a third of the names and in all specifications.
  'brake',
  'steel',
  'width',
  'weight material',
  // Two common words, of which few parts have both, and a rare one.
  'zimmermann switch',
  'zimmermann switch shaft',
  'bosch brake pad',
  'ceramic bosch',
  // In the descriptions of all.
  'fits where',
  '"brake by bosch"',
  '"bosch by brake"',
  'brake -bosch',
  'brake or clutch',
  // As it is typed.
  'b',
  'br',
  'm',
  'mp',
  'mp-1',
  'mp12',
  'MP 50001',
  'bosch 1',
  '12',
  'the',
  // Slips of the pen, and nothing.
  'braek',
  'zimermann swich',
  'bosh brkae',
  'xyzzyplugh',
  'brake xyzzyplugh',
  // Without spaces: by pairs of characters, of which each part of the makers below has some.
  '刹车',
  '刹车片',
  '刹车片 bosch',
  '轮',
];

const FILTERS = [
  '',
  'kind=game',
  'in_stock=true',
  'in_stock=false',
  'category=many-category-1',
  'category=many-category-70',
  'category=no-such-category',
  'max_price=1.30',
  'min_price=5&max_price=200',
  'min_price=900000',
  'genre=many-genre-24',
  'platform=many-platform-8&genre=many-genre-1&in_stock=false',
];
const SORTS = ['', 'sort=newest', 'sort=name', 'sort=price_asc', 'sort=price_desc'];

const search = (path: string, q: string, ...more: string[]): string =>
  [`${path}?q=${encodeURIComponent(q)}`, ...more.filter((one) => one !== '')].join('&');

/** Every word with every filter, and in every order with every third filter. */
const searches = (path: string, filters: readonly string[], sorts: readonly string[]): string[] =>
  WORDS.flatMap((q, word) =>
    filters.flatMap((filter, n) =>
      ((n + word) % 3 === 0 ? sorts : ['']).map((sort) => search(path, q, filter, sort)),
    ),
  );

/** As much as one page can show. */
const LONG = 'limit=100&fields=id,part_name,description,price,stock';

export const SEARCHES = [
  ...searches('/parts', FILTERS, SORTS),
  ...WORDS.map((q, n) => search('/parts', q, LONG, n % 2 ? '' : 'kind=physical', 'sort=relevance')),
  ...WORDS.map((q, n) =>
    search(
      '/games',
      q,
      FILTERS[n % FILTERS.length]!.replace(/^kind=game$/, ''),
      SORTS[n % SORTS.length]!,
      LONG,
    ),
  ),
];

/** What only staff narrow and sort by; drafts are few, and archived parts fewer than any word. */
export const SEARCHES_OF_STAFF = searches(
  '/admin/parts',
  [
    '',
    'status=active',
    'status=draft',
    'status=scheduled',
    'status=archived',
    'status=discontinued&genre=many-genre-1',
    'platform=many-platform-8&in_stock=true&limit=100',
    'include_deleted=true',
    'status=draft&include_deleted=true&category=many-category-1',
    'low_stock=true',
    'low_stock=false&kind=game',
    'low_stock=true&in_stock=true&min_price=5&max_price=200',
  ],
  [
    '',
    'sort=name',
    'sort=price_asc',
    'sort=updated',
    'sort=sku',
    'sort=stock_asc',
    'sort=stock_desc',
  ],
);

/** So common that there are so many whole pages, and one more. */
export const SEARCHES_PAGED: [pages: number, path: string][] = [
  [20, search('/parts', 'brake')],
  [20, search('/parts', 'steel', 'in_stock=true')],
  [20, search('/parts', 'brake', 'sort=price_asc')],
  [16, search('/admin/parts', 'brake', 'low_stock=false')],
];

/** What is suggested for each of them, as it is typed and as a whole. */
export const SUGGESTIONS = WORDS.flatMap((q) => [q, q.slice(0, 1), q.slice(0, 3)])
  .filter((q, n, all) => all.indexOf(q) === n)
  .map((q) => `/search-suggestions?limit=10&q=${encodeURIComponent(q)}`);

/** Every word, with every filter in turn. */
export const FACETS_OF_SEARCHES = WORDS.map((q, word) =>
  search('/parts', q, FILTERS[word % FILTERS.length]!, 'limit=23', 'facets=true'),
);
