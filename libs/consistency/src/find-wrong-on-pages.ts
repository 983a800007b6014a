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
  stock: { available_stock: number; current_stock: number; as_of: string | null };
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

/** What of a part is shown, and what there is, by their versions. */
interface Seen extends PageFinding {
  shown: string;
  truth: string;
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
  stock_version: string;
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
  const findings = now.filter((finding) => before.some((former) => hasStayed(former, finding)));
  return { parts: ids.length, findings: findings.map(({ shown: _, truth: __, ...told }) => told) };
}

/** A page that follows a busy part moves, though it may show a former price or stock once more; one that is stuck does not. */
function hasStayed(before: Seen, now: Seen): boolean {
  const isSame = before.check === now.check && before.id === now.id && before.has === now.has;
  return isSame && (before.shown === now.shown || before.truth === now.truth);
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
            coalesce(s.available_stock, 0) || ' of ' || coalesce(s.current_stock, 0) as stock,
            coalesce(s.version, 0)::text as stock_version
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
): Promise<Seen[]> {
  const found: Seen[] = [];
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
): Seen[] {
  if (!page && !shown) return [];
  const versions = { shown: String(page?.version), truth: content['version']! };
  if (!page || !shown) {
    const [has, due] = [page, shown].map((is) => (is ? 'shown' : NOT_SHOWN));
    return [{ ...finding(check, `${id}/page`, has!, due!), ...versions }];
  }
  const { amount, currency } = page.regular_price ?? page.price;
  const has: Record<string, string> = {
    version: String(page.version),
    part_name: page.part_name,
    sku: page.sku,
    price: `${amount} ${currency}`,
  };
  return Object.entries(content)
    .filter(([field, due]) => has[field] !== due)
    .map(([field, due]) => ({
      ...finding(check, `${id}/${field}`, has[field]!, due),
      ...versions,
    }));
}

function stockWrong(page: ShownPart | null, { id, shown, stock, stock_version }: Truth): Seen[] {
  if (!page || !shown) return [];
  const { available_stock, current_stock, as_of } = page.stock;
  const has = `${available_stock} of ${current_stock}`;
  if (has === stock) return [];
  const versions = { shown: String(as_of), truth: stock_version };
  return [{ ...finding('stock shown', `${id}/stock`, has, stock), ...versions }];
}

function finding(check: PageCheckName, id: string, has: string, due: string): PageFinding {
  const { says } = PAGE_CHECKS.find(({ name }) => name === check)!;
  return { check, says, about: 'part', id, has, due };
}
