/** HTTP view types that more than one service speaks. Money is a decimal string, never a float. */
export interface Money {
  amount: string;
  currency: string;
}

export type PartKind = 'physical' | 'game';

export interface Reference {
  id: string;
  slug: string;
  name: string;
}

export interface Specification {
  name: string;
  value: string;
  unit?: string | null;
  group?: string | null;
}

export interface PartImage {
  id: string;
  url: string;
  alt: string;
  position: number;
  width: number;
  height: number;
}

/** What a shopper may know of a part's stock. */
export interface PublicStock {
  current_stock: number;
  available_stock: number;
  is_in_stock: boolean;
  is_low_stock: boolean;
  as_of: string | null;
  stale: boolean;
}

/** A public part without its stock: what events about content carry. */
export interface PublicPartContent {
  id: number;
  kind: PartKind;
  sku: string;
  slug: string;
  part_name: string;
  description: string;
  category: Reference | null;
  price: Money;
  specifications: Specification[];
  images: PartImage[];
  genres?: Reference[];
  platforms?: Reference[];
  region?: string | null;
  publisher?: string | null;
  developer?: string | null;
  release_date?: string | null;
  version: number;
  updated_at: string;
}

/** A row of the view `inventory.stock_public`, or nothing for a part that has no stock row yet. */
export interface StockRow {
  current_stock: number;
  available_stock: number;
  is_in_stock: boolean;
  is_low_stock: boolean;
  updated_at: Date | string;
}

/** The one serialiser of public stock, so that writer and reader cache the same bytes. */
export function publicStock(row: StockRow | null | undefined): PublicStock {
  if (!row) {
    return {
      current_stock: 0,
      available_stock: 0,
      is_in_stock: false,
      is_low_stock: true,
      as_of: null,
      stale: false,
    };
  }
  return {
    current_stock: row.current_stock,
    available_stock: row.available_stock,
    is_in_stock: row.is_in_stock,
    is_low_stock: row.is_low_stock,
    as_of: new Date(row.updated_at).toISOString(),
    stale: false,
  };
}
