import { PLAIN_FIELDS } from '../content/part-content.js';

/** What a column of a file can be for. */
export const IMPORT_FIELDS = [
  'sku',
  'kind',
  'part_name',
  'description',
  'category',
  'price',
  'currency',
  'stock',
  'status',
  'publish_at',
  'specifications',
  'image_urls',
  'image_alts',
  'genres',
  'platforms',
  ...PLAIN_FIELDS,
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export interface ImportColumn {
  name: string;
  /** Null: the column is left out. */
  field: ImportField | null;
  /** What it would be for if whoever sent the file were allowed to: its being left out is nobody's choice. */
  withheld?: ImportField;
}

/** What suppliers and shops call the fields, in letters and digits alone. */
const SYNONYMS: Partial<Record<ImportField, readonly string[]>> = {
  sku: ['articlenumber', 'itemnumber', 'partnumber', 'productcode', 'itemno', 'partno', 'mpn'],
  kind: ['type', 'producttype'],
  part_name: ['name', 'title', 'productname', 'product', 'itemname'],
  description: ['details', 'longdescription', 'body', 'text', 'html'],
  category: ['categoryslug', 'categorypath', 'categoryname', 'department'],
  price: ['amount', 'unitprice', 'retailprice', 'rrp', 'sellingprice', 'priceamount'],
  currency: ['currencycode', 'pricecurrency'],
  stock: ['quantity', 'qty', 'onhand', 'currentstock', 'stocklevel', 'stockquantity', 'units'],
  status: ['state', 'visibility'],
  publish_at: ['publishon', 'publishdate', 'publicationdate', 'goeslive'],
  specifications: ['specs', 'attributes', 'properties', 'specification'],
  image_urls: [
    'images',
    'image',
    'imageurl',
    'pictures',
    'picture',
    'pictureurls',
    'photos',
    'photo',
    'photourl',
  ],
  image_alts: ['imagealt', 'alt', 'alts', 'alttext', 'alttexts', 'imagetexts'],
  genres: ['genre', 'genreslugs'],
  platforms: ['platform', 'platformslugs'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const BY_NAME = new Map<string, ImportField>(
  IMPORT_FIELDS.flatMap((field) =>
    [plain(field), ...(SYNONYMS[field] ?? [])].map((name): [string, ImportField] => [name, field]),
  ),
);

/** The field that a column of this name is for, as far as the name tells. */
export const fieldOf = (name: string): ImportField | null => BY_NAME.get(plain(name)) ?? null;

/** Proposes a field for each column; the first column that could be for a field gets it. */
export function proposeColumns(names: readonly string[]): ImportColumn[] {
  const taken = new Set<ImportField>();
  return names.map((name) => {
    const field = fieldOf(name);
    if (field === null || taken.has(field)) return { name, field: null };
    taken.add(field);
    return { name, field };
  });
}

/** The same for the same names in any order and case. */
export const columnsKey = (names: readonly string[]): string =>
  JSON.stringify(names.map((name) => name.toLowerCase()).sort());
