import { unwrap, type CategoryBuffer, type KeptBack } from '@tandem/ui';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { KINDS } from './wording';

/** A row of the list; its id is that of what it is set for. */
export type KeptBackRow = KeptBack & { id: string };

const filters: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'kind',
    label: 'Set for',
    choices: Object.entries(KINDS).map(([value, title]) => ({ value, title })),
  },
];

interface BufferFilters {
  kind?: KeptBack['kind'];
}

/** Saves the safety buffers that the filters leave as a file. */
export function exportBuffers(asked: Asked<BufferFilters>): Promise<void> {
  const query = filtersOf(asked);
  const path = '/api/v1/admin/stock/safety-buffers.csv';
  return saveAnswer(api.GET(path, { params: { query }, parseAs: 'blob' }), 'safety-buffers.csv');
}

/** What staff keep back of parts and of categories. What was changed last comes first. */
export function useBuffers() {
  return useList({
    key: 'admin-safety-buffers',
    filters,
    ask: async (query: Asked<BufferFilters>, signal) => {
      const path = '/api/v1/admin/stock/safety-buffers';
      const { items, ...page } = await unwrap(api.GET(path, { params: { query }, signal }));
      const rows = items.map((one): KeptBackRow => ({
        ...one,
        id: String(one.category_id ?? one.part_id),
      }));
      return { ...page, items: rows };
    },
  });
}

const PATH = '/api/v1/admin/stock/safety-buffers/categories/{category_id}';
const of = (category_id: string) => ({ path: { category_id } });

/** The safety buffer of a category, also of one that has none. */
export const readCategoryBuffer = (id: string): Promise<CategoryBuffer> =>
  unwrap(api.GET(PATH, { params: of(id) }));

/** Keeps units back, unless somebody else changed the buffer since it was read. */
export async function saveCategoryBuffer(
  id: string,
  pieces: number,
  version: number,
): Promise<void> {
  await unwrap(api.PUT(PATH, { params: of(id), body: { pieces, version } }));
}

/** Keeps nothing back for this category any more, unless somebody else changed it since it was read. */
export async function removeCategoryBuffer(id: string, version: number): Promise<void> {
  await unwrap(api.DELETE(PATH, { params: { ...of(id), header: { 'If-Match': `"${version}"` } } }));
}
