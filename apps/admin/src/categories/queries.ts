import { fetchAgain, unwrap, type AdminCategory } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { api } from '../panel';
import { followTaxonomy } from './follow-taxonomy';

const KEY = ['admin-categories'];
/** While parts follow a change, the page says how far they are. */
const FOLLOW_MS = 1_000;

/** The tree, kept as other staff change it. */
export function useCategoryTree() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/categories', { signal })),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ change }) => change !== null) ? FOLLOW_MS : false,
  });
  const refetch = () => fetchAgain(client, KEY);
  followTaxonomy('categories', refetch);
  return { query, refetch };
}

/** What staff say of a category; what is left out stays as it is. */
export interface CategoryFields {
  name?: string;
  slug?: string;
  parent_id?: string | null;
  position?: number;
}

export const createCategory = (fields: CategoryFields & { name: string }): Promise<AdminCategory> =>
  unwrap(api.POST('/api/v1/admin/categories', { body: fields }));

/** Changes a category, unless somebody else changed it since it was read. */
export async function changeCategory(
  { id, version }: Pick<AdminCategory, 'id' | 'version'>,
  fields: CategoryFields,
): Promise<void> {
  const path = '/api/v1/admin/categories/{id}';
  await unwrap(api.PUT(path, { params: { path: { id } }, body: { ...fields, version } }));
}

export const readImpact = (id: string) =>
  unwrap(api.GET('/api/v1/admin/categories/{id}/delete-impact', { params: { path: { id } } }));

/** Deletes a category of which this is what somebody saw. */
export async function closeCategory(
  id: string,
  version: number,
  where: { move_to?: string; children?: 'along' | 'up' },
): Promise<void> {
  const header = { 'If-Match': `"${version}"` };
  const params = { path: { id }, query: where, header };
  await unwrap(api.DELETE('/api/v1/admin/categories/{id}', { params }));
}
