import { mayBecome, type PartStatus } from '@tandem/contracts';
import { currencyDecimals, fromMinor, greatestMinor, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { moveRefusal } from '../content/errors.js';

export const PRICE_MODES = ['set', 'amount', 'percent'] as const;
export const ROUNDINGS = ['none', '99'] as const;

export interface PriceChange {
  mode: (typeof PRICE_MODES)[number];
  /** The new price, or what is added to it. */
  amount?: Money;
  /** "-12.5": how much of the price is added to it. */
  percent?: string;
  rounding: (typeof ROUNDINGS)[number];
}

/** The most units that inventory keeps of a part. */
export const MOST_UNITS = 1_000_000_000;

/** What is to become of the units in stock; it stands alone in a change, because inventory owns them. */
export interface UnitsChange {
  mode: (typeof PRICE_MODES)[number];
  /** The units there are to be, or what is added to them. */
  units?: number;
  percent?: string;
  /** Kept with the stock movements. */
  reason: string;
}

/** What is to become of each part of a selection. */
export interface BulkChange {
  price?: PriceChange;
  category_id?: string | null;
  status?: PartStatus;
  stock?: UnitsChange;
}

/** The fields of a part that can be changed in bulk. */
export interface BulkFields {
  price: Money;
  category_id: string | null;
  status: PartStatus;
  /** Of a scheduled part: undoing the change needs it. */
  publish_at?: string | null;
  /** Units in stock, reserved ones too. */
  stock: number;
}

/** What a change makes of a part: the fields that become others, or why it can't be made. */
export type Judged =
  { before: Partial<BulkFields>; after: Partial<BulkFields> } | { refused: string };

/** The fields of a part that a change makes others; none: the part is as asked for already. */
export function judgeChange(part: BulkFields & { reserved: number }, change: BulkChange): Judged {
  const wanted: Partial<BulkFields> = {};
  if (change.price) {
    const price = priceAfter(part.price, change.price);
    if (typeof price === 'string') return { refused: price };
    wanted.price = price;
  }
  if (change.stock) {
    const units = unitsAfter(part.stock, part.reserved, change.stock);
    if (typeof units === 'string') return { refused: units };
    wanted.stock = units;
  }
  if (change.category_id !== undefined) wanted.category_id = change.category_id;
  if (change.status !== undefined) {
    if (!mayBecome(part.status, change.status))
      return { refused: `The part ${moveRefusal(part.status, change.status)}.` };
    wanted.status = change.status;
  }
  const changed = (Object.keys(wanted) as (keyof BulkFields)[]).filter(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(part[field]),
  );
  const only = (fields: Partial<BulkFields>): Partial<BulkFields> =>
    Object.fromEntries(changed.map((field) => [field, fields[field]]));
  const before = only(part);
  if (changed.includes('status') && part.publish_at) before.publish_at = part.publish_at;
  return { before, after: only(wanted) };
}

/** The units in stock after a change, or a sentence that says why they can't become so. */
export function unitsAfter(units: number, reserved: number, change: UnitsChange): number | string {
  const after = unitsOf(units, change);
  if (after < 0) return `The stock would be ${after}.`;
  if (after < reserved)
    return `The stock would be ${after}, below the ${reserved} reserved for orders.`;
  if (after > MOST_UNITS) return `The stock would be above ${MOST_UNITS}.`;
  return after;
}

function unitsOf(units: number, { mode, units: given, percent }: UnitsChange): number {
  if (mode === 'set') return given!;
  if (mode === 'amount') return units + given!;
  return Number(halfUp(BigInt(units) * (10_000n + hundredthsOf(percent!)), 10_000n));
}

/** A price after a change, or a sentence that says why there is none. */
export function priceAfter(price: Money, change: PriceChange): Money | string {
  const { currency } = price;
  if (change.amount && change.amount.currency !== currency) return `The price is in ${currency}.`;
  const after = rounded(minorAfter(toMinor(price), change), currency, change.rounding);
  if (after < 0n) return 'The price would be below zero.';
  if (after > greatestMinor(currency)) return 'The price would be too high.';
  return fromMinor(after, currency);
}

function minorAfter(price: bigint, { mode, amount, percent }: PriceChange): bigint {
  if (mode === 'set') return toMinor(amount!);
  if (mode === 'amount') return price + toMinor(amount!);
  return halfUp(price * (10_000n + hundredthsOf(percent!)), 10_000n);
}

/** "-12.5" → -1250n. */
function hundredthsOf(percent: string): bigint {
  const [whole = '', fraction = ''] = percent.replace('-', '').split('.');
  const hundredths = BigInt(whole + fraction.padEnd(2, '0'));
  return percent.startsWith('-') ? -hundredths : hundredths;
}

const halfUp = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);

/** The nearest price that ends in .99, the higher of two; a currency without hundredths has none. */
function rounded(minor: bigint, currency: string, rounding: PriceChange['rounding']): bigint {
  const decimals = currencyDecimals(currency);
  if (rounding === 'none' || decimals < 2 || minor <= 0n) return minor;
  const unit = 10n ** BigInt(decimals);
  const below = unit / 100n;
  const nearest = halfUp(minor + below, unit) * unit - below;
  return nearest > 0n ? nearest : unit - below;
}
