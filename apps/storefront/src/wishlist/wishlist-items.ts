import type { Money } from '@tandem/kernel';
import type { LiveEvent, Wishlist, WishlistItem } from '@tandem/ui';

const notForSale = (item: WishlistItem): WishlistItem => ({
  ...item,
  price: null,
  regular_price: null,
  lowest_price_30_days: null,
  available: 0,
  is_in_stock: false,
  for_sale: false,
});

function changed(item: WishlistItem, event: LiveEvent): WishlistItem {
  if (event.type === 'part.deleted') return notForSale(item);
  if (event.type.startsWith('stock.')) {
    const available = event.data.available_stock;
    return typeof available === 'number'
      ? { ...item, available, is_in_stock: available > 0 }
      : item;
  }
  const part = event.data.part as
    | {
        part_name?: string;
        price?: Money;
        regular_price?: Money | null;
        lowest_price_30_days?: Money | null;
        discontinued?: boolean;
      }
    | undefined;
  if (!part) return item;
  if (part.discontinued) return notForSale(item);
  const { part_name = item.part_name, price = item.price } = part;
  const { regular_price = null, lowest_price_30_days = null } = part;
  return { ...item, part_name, price, regular_price, lowest_price_30_days };
}

/** The wishlist with what the event says of one of its parts, or the very same list. */
export function withWishlistEvent(list: Wishlist, event: LiveEvent): Wishlist {
  if (!list.items.some((item) => item.part_id === event.part_id)) return list;
  return {
    ...list,
    items: list.items.map((item) => (item.part_id === event.part_id ? changed(item, event) : item)),
  };
}
