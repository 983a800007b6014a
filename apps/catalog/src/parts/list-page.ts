import type { CacheHit } from '@tandem/cache';
import { PartPricesEntry, PartStockEntry } from '@tandem/contracts';
import type { PartField } from './part.dto.js';
import { shownPrice } from './shown-price.js';

/**
 * A page in the cache: a line of part ids, one of their versions, one with the end of the answer, and two lines for each part:
 * without its price and stock, and its prices. What it costs is told by the clock, and the stock is laid over it fresh, on every read. JSON has no line breaks of its own.
 */
export const LINE = '\n';

/** A page taken apart; `heads` are its parts up to where their price and stock go. */
export interface Page {
  ids: readonly number[];
  versions: readonly number[];
  /** The stock of each part, and after these the price of each, which tells the newest version of its content. */
  overlay: readonly string[];
  heads: readonly string[];
  /** Of the version that the page shows, or newer than what is laid over it. */
  prices: readonly string[];
  end: string;
}

const numbersIn = (line: string): number[] => (line === '' ? [] : line.split(',').map(Number));

/** Whether the page shows no part older than the cache knows it. */
export function isCurrent(page: Page, laidOver: readonly (CacheHit | null)[]): boolean {
  const { length } = page.ids;
  return page.versions.every((version, i) => laidOver[length + i]!.version <= version);
}

export function pageOf(entry: string): Page {
  const [idLine, versionLine, end, ...items] = entry.split(LINE);
  const ids = numbersIn(idLine!);
  return {
    ids,
    versions: numbersIn(versionLine!),
    overlay: [
      ...ids.map((id) => PartStockEntry.key(id)),
      ...ids.map((id) => PartPricesEntry.key(id)),
    ],
    heads: ids.map((_, i) => items[2 * i]!.slice(0, -1)),
    prices: ids.map((_, i) => items[2 * i + 1]!),
    end: end!,
  };
}

/** The answer, and until when it may be given again: in ms since 1970. */
export function bodyOf(
  { heads, prices, end }: Page,
  stocks: readonly string[],
  fields: readonly PartField[] | null,
): { body: Buffer; holdsUntil: number } {
  const shownPrices = prices.map((entry) => shownPrice(entry));
  const parts = heads.map((head, i) => `${head},${shownPrices[i]!.fields},"stock":${stocks[i]}}`);
  const shown = fields ? parts.map((part) => only(part, fields)) : parts;
  return {
    body: Buffer.from(`{"items":[${shown.join(',')}],${end}`),
    holdsUntil: Math.min(Infinity, ...shownPrices.map((price) => price.holdsUntil)),
  };
}

function only(part: string, fields: readonly string[]): string {
  const whole = JSON.parse(part) as Record<string, unknown>;
  return JSON.stringify(
    Object.fromEntries(fields.filter((f) => f in whole).map((f) => [f, whole[f]])),
  );
}
