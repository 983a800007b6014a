import type { Clock } from '../clock.ts';
import { draw } from '../../../common/draw.ts';
import { productText } from './product-text.ts';

export interface Filter {
  id?: string;
  minQty?: number;
  minPriceFrom?: number;
  minPriceTo?: number;
  includeOutOfStock: boolean;
  /** Seconds since 1970, both inclusive. */
  updatedFrom?: number;
  updatedTo?: number;
}

export interface Change {
  /** Null: it has none any more, and no filter by price finds it. */
  minPrice?: number | null;
  qty?: number;
  /** `yyyy-mm-dd hh:mm:ss`. Default: now. */
  updated_at?: string;
  removed?: boolean;
  [field: string]: unknown;
}

const FIRST_ID = 10_000_000_000_000;
/** In place of a price in cents. */
const UNPRICED = -1;
/**
 * The shop sells the first ones from the start: none of them is out of stock by itself, or dearer than the cheapest game of
 * the shop's seed (4.99), which is sold before anything was synchronised.
 */
const ALWAYS_IN_STOCK = 300;
const MADE_AT = Date.UTC(2026, 0, 1) / 1_000;
const DAYS = 30 * 24 * 3_600;

export const idOf = (n: number): string => String(FIRST_ID + n * 1_000 + 1);
const toText = (seconds: number): string =>
  new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ');
/** @returns NaN for what is no time. */
export const toSeconds = (text: string): number =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)
    ? Date.parse(`${text.replace(' ', 'T')}Z`) / 1_000
    : NaN;

/**
 * The products of the simulated G2A. What filters look at is kept in arrays of numbers, and texts are made when they
 * are asked for: a hundred thousand products take a few megabytes, and a page of them a millisecond.
 */
export class Catalogue {
  private readonly seed: number;
  private readonly count: number;
  private readonly clock: Clock;
  private cents = new Int32Array();
  private quantities = new Int32Array();
  private changed = new Float64Array();
  private gone = new Uint8Array();
  private edits = new Map<number, Record<string, unknown>>();

  constructor(options: { seed: number; products: number; clock: Clock }) {
    this.seed = options.seed;
    this.count = options.products;
    this.clock = options.clock;
    this.clear();
  }

  clear(): void {
    this.edits.clear();
    for (const name of ['cents', 'quantities', 'changed', 'gone'] as const) this.resize(name, 0);
    this.grow(this.count, MADE_AT);
  }

  get size(): number {
    return this.cents.length;
  }

  /** Makes products until there are `count`. @param madeAt in seconds; default now. */
  grow(count: number, madeAt?: number): void {
    const before = this.size;
    for (const name of ['cents', 'quantities', 'changed', 'gone'] as const)
      this.resize(name, count);
    for (let n = before + 1; n <= count; n += 1) {
      const d = draw(this.seed + 1, n);
      this.cents[n - 1] = d.int(100, n > ALWAYS_IN_STOCK ? 5_999 : 479);
      const empty = d.next() < 0.05 && n > ALWAYS_IN_STOCK;
      this.quantities[n - 1] = empty ? 0 : d.int(20, 500);
      this.changed[n - 1] = madeAt === undefined ? this.now() : madeAt - d.int(0, DAYS);
    }
  }

  /** The number of a product that is there or was. */
  numberOf(id: string): number | undefined {
    const n = (Number(id) - FIRST_ID - 1) / 1_000;
    return Number.isInteger(n) && n >= 1 && n <= this.size && idOf(n) === id ? n : undefined;
  }

  /** The number of a product that is there. */
  find(id: string): number | undefined {
    const n = this.numberOf(id);
    return n !== undefined && this.gone[n - 1] === 0 ? n : undefined;
  }

  offer(n: number): { cents: number; qty: number } {
    return { cents: this.cents[n - 1]!, qty: this.quantities[n - 1]! };
  }

  /** Nobody can buy what has no price. */
  isForSale(n: number): boolean {
    return this.quantities[n - 1]! > 0 && this.cents[n - 1] !== UNPRICED;
  }

  /** A key was bought: one less. G2A does not call that an update. */
  take(n: number): void {
    this.quantities[n - 1] = this.quantities[n - 1]! - 1;
  }

  view(n: number): Record<string, unknown> {
    const { cents } = this.offer(n);
    const text = productText(this.seed, n, {
      id: idOf(n),
      minPrice: cents === UNPRICED ? null : cents / 100,
      qty: this.quantities[n - 1]!,
      updatedAt: toText(this.changed[n - 1]!),
    });
    return { ...text, ...this.edits.get(n) };
  }

  /** One page of what the filter lets through, in the order of the ids. */
  page(filter: Filter, page: number, size: number): { total: number; numbers: number[] } {
    const numbers: number[] = [];
    let total = 0;
    const one = filter.id === undefined ? undefined : (this.find(filter.id) ?? 0);
    const last = one ?? this.size;
    for (let n = one ?? 1; n <= last; n += 1) {
      if (n === 0 || !this.lets(filter, n)) continue;
      if (total >= (page - 1) * size && numbers.length < size) numbers.push(n);
      total += 1;
    }
    return { total, numbers };
  }

  /** The product whose number this is; of a removed one too. */
  change(n: number, { minPrice, qty, updated_at, removed, ...fields }: Change): void {
    if (minPrice !== undefined)
      this.cents[n - 1] = minPrice === null ? UNPRICED : Math.round(minPrice * 100);
    if (qty !== undefined) this.quantities[n - 1] = qty;
    if (removed !== undefined) this.gone[n - 1] = removed ? 1 : 0;
    this.changed[n - 1] = updated_at === undefined ? this.now() : toSeconds(updated_at);
    if (Object.keys(fields).length > 0) {
      this.edits.set(n, { ...this.edits.get(n), ...fields });
    }
  }

  private lets(filter: Filter, n: number): boolean {
    const at = n - 1;
    const [price, qty, changed] = [this.cents[at]!, this.quantities[at]!, this.changed[at]!];
    const byPrice = filter.minPriceFrom !== undefined || filter.minPriceTo !== undefined;
    return (
      this.gone[at] === 0 &&
      !(byPrice && price === UNPRICED) &&
      (filter.includeOutOfStock || qty > 0) &&
      (filter.minQty === undefined || qty >= filter.minQty) &&
      (filter.minPriceFrom === undefined || price >= Math.round(filter.minPriceFrom * 100)) &&
      (filter.minPriceTo === undefined || price <= Math.round(filter.minPriceTo * 100)) &&
      (filter.updatedFrom === undefined || changed >= filter.updatedFrom) &&
      (filter.updatedTo === undefined || changed <= filter.updatedTo)
    );
  }

  private now(): number {
    return Math.floor(this.clock.now() / 1_000);
  }

  private resize(name: 'cents' | 'quantities' | 'changed' | 'gone', count: number): void {
    const make = {
      cents: Int32Array,
      quantities: Int32Array,
      changed: Float64Array,
      gone: Uint8Array,
    };
    const before = this[name];
    const after = new make[name](count);
    after.set(before.subarray(0, count));
    Object.assign(this, { [name]: after });
  }
}
