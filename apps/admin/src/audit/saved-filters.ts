import { fetchAgain, unwrap, type SavedAuditFilters } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { api } from '../panel';

const KEY = ['admin-audit-filters'];

export type SavedFilter = SavedAuditFilters['items'][number];
export type AuditFilters = SavedFilter['filters'];

/** Of whoever is signed in, by name. */
export function useSavedFilters() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/audit/saved-filters', { signal })),
  });
  return { query, refetch: () => fetchAgain(client, KEY) };
}

export async function saveFilter(name: string, filters: AuditFilters): Promise<void> {
  await unwrap(api.POST('/api/v1/admin/audit/saved-filters', { body: { name, filters } }));
}

export async function removeFilter(id: string): Promise<void> {
  await unwrap(api.DELETE('/api/v1/admin/audit/saved-filters/{id}', { params: { path: { id } } }));
}
