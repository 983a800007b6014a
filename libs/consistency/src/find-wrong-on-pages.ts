import type { FrontDoor } from './front-door.js';
import type { Query } from './slices.js';

/** What the door shows of a part, as far as it is held against the database. */
export interface ShownPart {
  id: number;
  version: number;
  sku: string;
  part_name: string;
  price: { amount: string; currency: string };
  /** While a sale is on, the price before it. */
  regular_price: { amount: string; currency: string } | null;
  stock: { available_stock: number; current_stock: number };
}

/** What a shopper reads at the shop's door must agree with the database. */
export const PAGE_CHECKS = [
  {
    name: 'pages shown',
    says: 'The page of a part shows shoppers something else than the catalogue has.',
  },
  { name: 'stock shown', says: 'The page of a part shows shoppers another stock than there is.' },
  {
    name: 'lists shown',
    says: 'A list shows shoppers something else of a part than the catalogue has.',
  },
] as const;

/** The name of a check of pages. */
export type PageCheckName = (typeof PAGE_CHECKS)[number]['name'];

/** A page that contradicts the database. */
export interface PageFinding {
  check: PageCheckName;
  says: string;
  about: string;
  /** The part, and the field that differs. */
  id: string;
  has: string;
  due: string;
}

interface Truth {
  id: number;
  kind: string;
  sku: string;
  /** On its page, and in lists: a part that is no longer sold keeps its page. */
  shown: boolean;
  listed: boolean;
  content: Record<string, string>;
  stock: string;
}

interface Options {
  /** Parts that are read besides those that are known. Default 50. */
  sample?: number;
  /** Parts that differed before. */
  known?: readonly number[];
  /** How long what is under way has until it is looked at again. Default 5 s. */
  graceMs?: number;
  wait?: (ms: number) => Promise<unknown>;
}

const SAMPLE = 50;
const GRACE_MS = 5_000;
const NOT_SHOWN = 'not found';

/**
 * Reads pages of some parts and the lists that are searched by their SKU through the shop's door, one after another, and holds them
 * against the database. What differs is looked at again after the grace.
 * @returns the findings, and how many parts were read.
 * @throws NoAnswer when the door does not answer.
 */
export async function findWrongOnPages(
  door: FrontDoor<ShownPart>,
  query: Query,
  { sample = SAMPLE, known = [], graceMs = GRACE_MS, wait = pause }: Options = {},
): Promise<{ parts: number; findings: PageFinding[] }> {
  const ids = [...new Set([...known, ...(await someParts(query, sample))])];
  const before = await compare(door, query, ids);
  if (before.length === 0) return { parts: ids.length, findings: [] };
  await wait(graceMs);
  const now = await compare(door, query, [...new Set(before.map(({ id }) => Number.parseInt(id)))]);
  const findings = now.filter((finding) =>
    before.some(
      ({ check, id, has }) => check === finding.check && id === finding.id && has === finding.has,
    ),
  );
  return { parts: ids.length, findings };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** All parts of a small shop; of a large one some by chance, which costs as little. */
async function someParts(query: Query, sample: number): Promise<number[]> {
  const all = (await query('select id from catalog.parts order by id limit $1', [sample + 1])) as {
    id: number;
  }[];
  if (all.length <= sample) return all.map(({ id }) => id);
  const some = (await query(
    `select p.id from unnest($1::float8[]) r (at)
      cross join lateral (select id from catalog.parts
                           where id >= r.at * (select max(id) from catalog.parts) order by id limit 1) p`,
    [Array.from({ length: sample }, () => Math.random())],
  )) as { id: number }[];
  return some.map(({ id }) => id);
}

async function truthsOf(query: Query, ids: readonly number[]): Promise<Map<number, Truth>> {
  const rows = (await query(
    `select p.id, p.kind, p.sku, p.status in ('active', 'discontinued') and p.deleted_at is null as shown,
            p.status = 'active' and p.deleted_at is null as listed,
            json_build_object('version', p.version::text, 'part_name', p.part_name, 'sku', p.sku,
              'price', catalog.money_amount(p.price_minor, p.currency) || ' ' || p.currency) as content,
            coalesce(s.available_stock, 0) || ' of ' || coalesce(s.current_stock, 0) as stock
       from catalog.parts p left join inventory.stock_public s on s.part_id = p.id
      where p.id = any ($1::integer[])`,
    [ids],
  )) as Truth[];
  return new Map(rows.map((row) => [row.id, row]));
}

async function compare(
  door: FrontDoor<ShownPart>,
  query: Query,
  ids: readonly number[],
): Promise<PageFinding[]> {
  const found: PageFinding[] = [];
  for (const [id, { kind, sku }] of await truthsOf(query, ids)) {
    const page = await door.part(kind === 'game' ? 'games' : 'parts', id);
    const listed = await door.listed(sku, id);
    // Read afterwards: what was changed meanwhile is seen to differ, and is looked at again.
    const truth = (await truthsOf(query, [id])).get(id);
    if (!truth) continue;
    found.push(
      ...contentWrong('pages shown', page, truth, truth.shown),
      ...stockWrong(page, truth),
    );
    if (listed !== undefined)
      found.push(...contentWrong('lists shown', listed, truth, truth.listed));
  }
  return found;
}

function contentWrong(
  check: PageCheckName,
  page: ShownPart | null,
  { id, content }: Pick<Truth, 'id' | 'content'>,
  shown: boolean,
): PageFinding[] {
  if (!page && !shown) return [];
  if (!page || !shown)
    return [finding(check, `${id}/page`, page ? 'shown' : NOT_SHOWN, shown ? 'shown' : NOT_SHOWN)];
  const { amount, currency } = page.regular_price ?? page.price;
  const has: Record<string, string> = {
    version: String(page.version),
    part_name: page.part_name,
    sku: page.sku,
    price: `${amount} ${currency}`,
  };
  return Object.entries(content)
    .filter(([field, due]) => has[field] !== due)
    .map(([field, due]) => finding(check, `${id}/${field}`, has[field]!, due));
}

function stockWrong(page: ShownPart | null, { id, shown, stock }: Truth): PageFinding[] {
  if (!page || !shown) return [];
  const has = `${page.stock.available_stock} of ${page.stock.current_stock}`;
  return has === stock ? [] : [finding('stock shown', `${id}/stock`, has, stock)];
}

function finding(check: PageCheckName, id: string, has: string, due: string): PageFinding {
  const { says } = PAGE_CHECKS.find(({ name }) => name === check)!;
  return { check, says, about: 'part', id, has, due };
}
