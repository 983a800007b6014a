import type { FromSchema } from 'json-schema-to-ts';
import { money, timestamp } from '../fragments.js';
import type { Money } from '../http.js';
import { readModel } from './read-model.js';

const prices = {
  ...money,
  properties: {
    ...money.properties,
    /** A sale that is planned has a beginning; one that is on has none. One that is over is not here. */
    sale: {
      type: 'object',
      additionalProperties: false,
      required: ['amount', 'until'],
      properties: {
        amount: money.properties.amount,
        from: timestamp,
        until: timestamp,
        /** The lowest price of the 30 days before it; absent for a part that nobody was shown then. */
        lowest: money.properties.amount,
      },
    },
  },
} as const;

/** What a part costs, with the sale that will change it: an entry stays right when its second comes. */
export const PartPricesEntry = readModel({
  key: (id: number) => `part:${id}:prices`,
  format: 3,
  schema: prices,
});
export type PartPrices = FromSchema<typeof prices>;

/** The price at one moment. */
export interface PriceThen {
  price: Money;
  /** While a sale is on: what the part costs otherwise, when the sale ends, and the lowest price of the 30 days before it. */
  regular_price: Money | null;
  sale_until: string | null;
  lowest_price_30_days: Money | null;
  /** In ms since 1970: from then on the price may be another. */
  holdsUntil: number;
}

/** What a part costs at a moment, in ms since 1970. */
export function priceAt({ amount, currency, sale }: PartPrices, at: number): PriceThen {
  const regular = { amount, currency };
  const ordinary = {
    price: regular,
    regular_price: null,
    sale_until: null,
    lowest_price_30_days: null,
  };
  const from = sale?.from ? Date.parse(sale.from) : -Infinity;
  const until = sale ? Date.parse(sale.until) : -Infinity;
  if (!sale || at >= until) return { ...ordinary, holdsUntil: Infinity };
  if (at < from) return { ...ordinary, holdsUntil: from };
  return {
    price: { amount: sale.amount, currency },
    regular_price: regular,
    sale_until: sale.until,
    lowest_price_30_days: sale.lowest ? { amount: sale.lowest, currency } : null,
    holdsUntil: until,
  };
}
