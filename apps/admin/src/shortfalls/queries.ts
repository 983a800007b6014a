import { unwrap } from '@tandem/ui';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { STATES, type Resolution, type ShortfallState, type Source } from './wording';

/** Orders need more of a part than the outside system that counts it has. */
export interface Shortfall {
  id: string;
  part_id: number;
  sku: string;
  source: Source;
  announced: number;
  held: number;
  missing: number;
  released: number;
  state: ShortfallState;
  resolution: Resolution | null;
  note: string | null;
  orders: { order_id: string; quantity: number; is_sold: boolean }[];
  version: number;
  opened_at: string;
  updated_at: string;
  resolved_at: string | null;
  resolved_by_name: string | null;
}

interface ShortfallPage {
  items: Shortfall[];
  next_cursor: string | null;
}

type Call<T> = (
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>;

const get = api.GET as unknown as Call<ShortfallPage>;
const post = api.POST as unknown as Call<Shortfall>;

/** What is missing changes with every figure and every order that ends. */
const ASK_AGAIN_MS = 5_000;

const filters: readonly Filter[] = [
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) },
];

/** Newest first. */
export function useShortfalls() {
  return useList({
    key: 'admin-shortfalls',
    filters,
    ask: (asked: Asked<{ state?: ShortfallState }>, signal) =>
      unwrap(get('/api/v1/admin/sync/shortfalls', { params: { query: asked }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

/** Accepts what is missing as it was shown. */
export function acceptShortfall({ id, version }: Shortfall, note: string): Promise<Shortfall> {
  const path = '/api/v1/admin/sync/shortfalls/{id}/resolve';
  return unwrap(post(path, { params: { path: { id } }, body: { note, version } }));
}
