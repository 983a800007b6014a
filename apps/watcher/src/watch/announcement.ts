import type { EventData, PartCreated, PartDeleted, StockUpdated } from '@tandem/contracts';

/** What an event says that shoppers see from now on. */
export interface Announcement {
  eventId: string;
  subject: 'content' | 'stock';
  partId: number;
  isGame: boolean;
  version: number;
  /** When the change was made, in milliseconds. */
  at: number;
  /** Shoppers see no such part any more. */
  gone: boolean;
  /** Null: the event does not say. */
  sku: string | null;
  /** What its page shows, field by field. */
  shows: Readonly<Record<string, string>>;
  /** Of stock: since when it is so. */
  since: string | null;
}

type Told = Pick<Announcement, 'eventId' | 'at'>;

/** The fields of a part's page that its content decides by itself: a price by the clock and a renamed category change without it. */
export function contentShown(part: ContentShown): Record<string, string> {
  const { amount, currency } = part.regular_price ?? part.price;
  return {
    part_name: part.part_name,
    sku: part.sku,
    price: `${amount} ${currency}`,
    description: part.description,
    images: part.images.map(({ id }) => id).join(' '),
    specifications: part.specifications
      .map(({ group, name, value, unit }) => [group, name, value, unit].filter(Boolean).join(' '))
      .join('; '),
  };
}

type ContentShown = Pick<
  EventData<typeof PartCreated>['part'],
  'part_name' | 'sku' | 'description' | 'price' | 'regular_price' | 'images' | 'specifications'
>;

/** The fields of a part's page that its stock decides. */
export function stockShown(stock: { current_stock: number; available_stock: number }) {
  return { stock: `${stock.available_stock} of ${stock.current_stock}` };
}

export function contentAnnounced(
  told: Told,
  { part_id, version, kind, sku, status, part }: EventData<typeof PartCreated>,
): Announcement {
  const gone = status !== undefined && status !== 'active';
  return {
    ...told,
    subject: 'content',
    partId: part_id,
    isGame: kind === 'game',
    version,
    gone,
    sku,
    shows: gone ? {} : contentShown(part),
    since: null,
  };
}

export function deletionAnnounced(
  told: Told,
  { part_id, version, kind, sku }: EventData<typeof PartDeleted>,
): Announcement {
  const isGame = kind === 'game';
  const gone = { partId: part_id, isGame, version, gone: true, sku, shows: {}, since: null };
  return { ...told, subject: 'content', ...gone };
}

export function stockAnnounced(told: Told, stock: EventData<typeof StockUpdated>): Announcement {
  return {
    ...told,
    subject: 'stock',
    partId: stock.part_id,
    isGame: false,
    version: stock.version,
    gone: false,
    sku: null,
    shows: stockShown(stock),
    since: stock.updated_at,
  };
}
