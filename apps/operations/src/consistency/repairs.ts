import type { ServiceName } from '@tandem/config';
import type { CacheCheckName, CheckName, PageCheckName } from '@tandem/consistency';

/** How a difference is mended: an internal route of the owner of the truth, which may be called again and again. */
export interface Repair {
  service: Extract<ServiceName, 'catalog' | 'inventory' | 'order'>;
  path: string;
  /** The field that lists what is to be repaired, and in the answer what was. */
  field: 'part_ids' | 'reservation_ids' | 'order_ids' | 'image_ids' | 'lines';
  /** The truth is clear, and nobody is asked. */
  byItself: boolean;
  /** What the button may do beyond that, in a question to whoever presses it; the owner is told who it is. */
  asks?: string;
  /** In one call. Default 100. */
  atOnce?: number;
}

const CONTENT: Repair = {
  service: 'catalog',
  path: '/internal/repairs/content',
  field: 'part_ids',
  byItself: true,
};
const STOCK: Repair = {
  service: 'inventory',
  path: '/internal/repairs/stock',
  field: 'part_ids',
  byItself: true,
};

/** What somebody has put there goes only when a person says so. */
const LINES: Repair = {
  service: 'order',
  path: '/internal/repairs/carts',
  field: 'lines',
  byItself: false,
};

/** Bytes are read, and pictures made of them. */
const IMAGES: Repair = {
  service: 'catalog',
  path: '/internal/repairs/images',
  field: 'image_ids',
  byItself: true,
  asks: 'If the original of this picture is gone too, it is removed from its part. The part keeps its former versions, and the picture can be uploaded again.',
  atOnce: 5,
};

/** Differences of other checks are told, and a person looks for the cause. */
const REPAIRS: Partial<Record<CheckName | CacheCheckName | PageCheckName, Repair>> = {
  'content and version': CONTENT,
  'content as heard': CONTENT,
  'cached parts': CONTENT,
  'cached prices': CONTENT,
  'cached images': CONTENT,
  'cached specifications': CONTENT,
  'search index': { ...CONTENT, path: '/internal/repairs/search' },
  'lists and parts': { ...CONTENT, path: '/internal/repairs/search' },
  'table of staff and parts': { ...CONTENT, path: '/internal/repairs/search' },
  'pages shown': CONTENT,
  'lists shown': { ...CONTENT, path: '/internal/repairs/search' },
  'images and renditions': IMAGES,
  'images and objects': IMAGES,
  'stock as heard': STOCK,
  'stock shown': STOCK,
  'cached stock': STOCK,
  'holds that outlived their order': {
    service: 'inventory',
    path: '/internal/repairs/holds',
    field: 'reservation_ids',
    byItself: false,
  },
  'order at rest': {
    service: 'order',
    path: '/internal/repairs/orders',
    field: 'order_ids',
    byItself: false,
  },
  'parts of carts': LINES,
  'carts of nobody': { ...LINES, path: '/internal/repairs/leavers' },
  'wishlists of nobody': { ...LINES, path: '/internal/repairs/leavers' },
  'parts of wishlists': { ...LINES, path: '/internal/repairs/wishlists' },
};

export function repairOf(check: string): Repair | null {
  return REPAIRS[check as keyof typeof REPAIRS] ?? null;
}

/** What a repair is told: the part, the reservation or the line that a difference is about. */
export function subjectOf({ field }: Repair, record: string): string | number {
  const place = record.split('/', 1)[0]!;
  if (field !== 'part_ids') return place;
  // A key of the cache is `part:7:prices` or `game:7`.
  return Number(/^(?:part|game):(\d+)/.exec(place)?.[1] ?? place);
}
