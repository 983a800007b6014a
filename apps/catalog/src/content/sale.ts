import { fromMinor, toMinor, validationFailed } from '@tandem/kernel';
import type { PartContent, Sale } from './part-content.js';
import type { SaleDto } from './part.dto.js';

/** The sale that staff ask for. Without a beginning it begins now, and one that has begun already goes on. */
export function saleOf({ price, from, until }: SaleDto, before: Sale | null): Sale {
  const end = new Date(until).toISOString();
  const goesOn = before?.until === end ? before.from : undefined;
  return {
    price: fromMinor(toMinor(price), price.currency),
    from: from === undefined ? (goesOn ?? new Date().toISOString()) : new Date(from).toISOString(),
    until: end,
  };
}

/** @throws DomainError 422 naming what of a sale, or of a price beside it, makes no sense. */
export function refuseSale(before: PartContent, { price, sale }: PartContent): void {
  if (!sale) return;
  const stays = sale.until === before.sale?.until && sale.from === before.sale.from;
  const refusals: [string, string, boolean][] = [
    ['sale.price', 'must be in the currency of the price', sale.price.currency !== price.currency],
    ['sale.price', 'must be below the price', toMinor(sale.price) >= toMinor(price)],
    ['sale.until', 'must be later than the beginning', sale.until <= sale.from],
    ['sale.until', 'must lie ahead', !stays && Date.parse(sale.until) <= Date.now()],
  ];
  const [refused] = refusals.filter(([, , wrong]) => wrong);
  if (refused) throw validationFailed([{ field: refused[0], message: refused[1] }]);
}
