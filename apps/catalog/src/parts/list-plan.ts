import type { PartStatus } from '@tandem/contracts';
import { KIND_TAGS, LOW, NOT_LOW, stockTag, type ListingTags } from '../search/listing-tags.js';
import {
  ORDERS,
  type ListPosition,
  type PartFilter,
  type SortOrder,
} from '../search/part-matching.js';
import { STAFF_STATES } from '../search/staff-states.js';

/** Every group costs a descent into the index. */
const MOST_GROUPS = 200;

/** A table that lists are found in, and what of it belongs to the list: groups in each of which an index knows the order. */
export interface Listed {
  table: string;
  /** What is true of each of its parts that may be shown. */
  always?: string;
  column: string;
  groups: readonly number[];
  /** Whether a group comes as a whole behind the others, on the page that begins there. */
  later?: (group: number, after: ListPosition | null) => boolean;
  /** Whether the tags of a part say its group as well. */
  isTagged: boolean;
  /** What all of the groups have, where the tags say a part of what a group is. */
  shared?: readonly number[];
  /** The tags that a part has beside being in one of the groups: all of these, and one of those. */
  wanted: readonly number[];
  among: readonly number[];
}

/** How a list is made. */
export interface ListPlan {
  key: string;
  type: string;
  direction: SortOrder['direction'];
  /** Where a page is walked along. */
  walked: Listed;
  /** Where all that matches is looked up when a walk finds too little. */
  lookedUp: Listed;
  min_price?: string;
  max_price?: string;
}

export const isPriced = ({ min_price, max_price }: ListPlan): boolean =>
  min_price !== undefined || max_price !== undefined;

const given = (...tags: (number | undefined)[]): number[] =>
  tags.filter((tag) => tag !== undefined);

/** Only games have genres and platforms: half of a walk would be among what has none. */
function kindsOf({ kind }: PartFilter, { genre, platform }: ListingTags): number[] {
  const only = genre === undefined && platform === undefined ? kind : 'game';
  return only ? [KIND_TAGS[only]!] : Object.values(KIND_TAGS);
}

/** Lists of shoppers: each order has an index by kind and one by category. */
export function planOfShoppers(filter: PartFilter, tags: ListingTags): ListPlan {
  const { sort, kind, min_price, max_price } = filter;
  const { categories, genre, platform } = tags;
  const { type, direction } = ORDERS[sort]!;
  const byCategory = categories !== undefined && categories.length <= MOST_GROUPS;
  const listed: Listed = {
    table: 'part_listing',
    always: 'shown',
    column: byCategory ? 'category' : 'kind',
    groups: byCategory ? categories : kindsOf(filter, tags),
    isTagged: true,
    wanted: given(
      genre,
      platform,
      byCategory && kind ? KIND_TAGS[kind] : undefined,
      stockTag(filter.in_stock),
    ),
    among: byCategory ? [] : (categories ?? []),
  };
  const key = { newest: 'part_id', name: 'part_name' }[sort] ?? 'price_amount';
  return { key, type, direction, walked: listed, lookedUp: listed, min_price, max_price };
}

/** What only staff's table is narrowed by. */
export interface StaffFilter extends PartFilter {
  status?: PartStatus;
  low_stock?: boolean;
  include_deleted?: boolean;
}

const STAFF_KEYS: Readonly<Record<string, string>> = {
  newest: 'part_id',
  name: 'part_name',
  sku: 'sku',
  updated: 'updated_at',
  stock_asc: 'available',
  stock_desc: 'available',
};

/** Staff's table: each order has an index by kind and state, and that of stock by what the stock is as well. */
export function planOfStaff(filter: StaffFilter, tags: ListingTags, order: SortOrder): ListPlan {
  const { sort, status, low_stock, in_stock, include_deleted, min_price, max_price } = filter;
  const { type, direction } = order;
  const among = status ? [STAFF_STATES[status]] : Object.values(STAFF_STATES);
  const states = among.flatMap(([kept, deleted]) => (include_deleted ? [kept, deleted] : [kept]));
  const kinds = kindsOf(filter, tags);
  const groups = kinds.flatMap((kind) => states.map((state) => 10 * kind + state));
  const named = given(tags.genre, tags.platform);
  const lowTag = low_stock === undefined ? undefined : low_stock ? LOW : NOT_LOW;
  const listing: Listed = {
    table: 'staff_listing',
    column: 'grouped',
    groups,
    isTagged: false,
    shared: kinds.length === 1 ? kinds : [],
    wanted: [...named, ...given(stockTag(filter.in_stock), lowTag)],
    among: tags.categories ?? [],
  };
  const key = STAFF_KEYS[sort] ?? 'price_amount';
  const shelves = groups.flatMap((group) => shelvesOf(group, low_stock, in_stock));
  const shelf: Listed = {
    ...listing,
    table: 'staff_shelf',
    column: 'shelf',
    groups: shelves,
    // What is in stock has more left than anything that is not.
    later: (group, after) =>
      isInStock(group) !== (after ? Number(after.k) > 0 : direction === 'desc'),
    wanted: named,
  };
  const walked = key === 'available' ? shelf : listing;
  return { key, type, direction, walked, lookedUp: listing, min_price, max_price };
}

const IN_STOCK_SHELF = 2;
const isInStock = (shelf: number): boolean => ((shelf % 10) & IN_STOCK_SHELF) > 0;

/** Parts of one group by whether they are low and in stock. */
function shelvesOf(group: number, low?: boolean, inStock?: boolean): number[] {
  const either = (one: boolean | undefined): boolean[] =>
    one === undefined ? [false, true] : [one];
  return either(low).flatMap((isLow) =>
    either(inStock).map((isIn) => 10 * group + (isLow ? 1 : 0) + (isIn ? IN_STOCK_SHELF : 0)),
  );
}
