import { unwrap } from '@tandem/ui';
import { api } from '../panel';
import { useList, type Asked } from '../table/use-list';
import { SYSTEMS, type System } from './run-words';

/** Which part is which product outside. */
export interface ProductLink {
  id: string;
  system: System;
  external_id: string;
  /** What G2A calls the product. */
  name: string | null;
  part_id: number;
  sku: string;
  linked_at: string;
  linked_by: string | null;
  unlinked_at: string | null;
}

interface LinkFilters {
  q?: string;
  system?: System;
  state?: 'linked' | 'undone';
}

/** What somebody wants to link. */
export interface WantedLink {
  system: System;
  external_id: string;
  part_id: number | null;
}

type Call<T> = (
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>;
const get = api.GET as unknown as Call<{ items: ProductLink[]; next_cursor: string | null }>;
const post = api.POST as unknown as Call<{ id: string }>;
const del = api.DELETE as unknown as Call<unknown>;

const PATH = '/api/v1/admin/sync/links';
const systems = Object.entries(SYSTEMS).map(([value, title]) => ({ value, title }));

/** All links, undone ones too; no event tells of them, and runs make some. */
export function useLinksList() {
  return useList({
    key: 'admin-links',
    filters: [
      { kind: 'words', name: 'q', label: 'SKU, product or part', maxlength: 100 },
      { kind: 'choice', name: 'system', label: 'System', choices: systems },
      {
        kind: 'choice',
        name: 'state',
        label: 'State',
        choices: [
          { value: 'linked', title: 'Linked' },
          { value: 'undone', title: 'Undone' },
        ],
      },
    ],
    ask: (query: Asked<LinkFilters>, signal) => unwrap(get(PATH, { params: { query }, signal })),
  });
}

/** @throws ApiError 409 when one of the two is linked already, 422 for a part that can't be. */
export async function makeLink(body: WantedLink): Promise<void> {
  await unwrap(post(PATH, { body }));
}

export async function undoLink(id: string): Promise<void> {
  await unwrap(del(`${PATH}/{id}`, { params: { path: { id } } }));
}
