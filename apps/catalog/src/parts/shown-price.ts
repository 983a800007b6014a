import { PartPricesEntry, priceAt } from '@tandem/contracts';

/** The fields of a part that tell its price, as raw JSON without braces. */
export interface ShownPrice {
  fields: string;
  /** In ms since 1970: from then on the price may be another. */
  holdsUntil: number;
  onSale: boolean;
}

/** What an entry of prices means at a moment. By the clock, as the job that announces a sale may be late. */
export function shownPrice(entry: string, at = Date.now()): ShownPrice {
  // Nearly every part has no sale, and is not parsed.
  const prices = entry.includes('"sale"') ? PartPricesEntry.parse(entry) : null;
  if (!prices)
    return {
      fields: `"price":${entry},"regular_price":null,"sale_until":null,"lowest_price_30_days":null`,
      holdsUntil: Infinity,
      onSale: false,
    };
  const { holdsUntil, ...shown } = priceAt(prices, at);
  return {
    fields: JSON.stringify(shown).slice(1, -1),
    holdsUntil,
    onSale: shown.regular_price !== null,
  };
}
