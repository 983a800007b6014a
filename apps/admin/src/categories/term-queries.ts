import { fetchAgain, unwrap, type AdminTerm } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../panel';
import { followTaxonomy } from './follow-taxonomy';

export type { AdminTerm };
export type TermList = 'genres' | 'platforms';

/** While games follow a change, the page says how far they are. */
const FOLLOW_MS = 1_000;

/** Genres or platforms, kept as other staff change them. */
export function useTerms(list: TermList, wanted: () => boolean = () => true) {
  const client = useQueryClient();
  const key = [`admin-${list}`];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => unwrap(api.GET(`/api/v1/admin/${list}`, { signal })),
    staleTime: 0,
    enabled: computed(wanted),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ change }) => change !== null) ? FOLLOW_MS : false,
  });
  const refetch = () => fetchAgain(client, key);
  followTaxonomy(list, refetch);
  return { query, terms: computed(() => query.data.value?.items ?? []), refetch };
}

/** Adds one, or changes the one given unless somebody else changed it since it was read. */
export async function saveTerm(
  list: TermList,
  term: Pick<AdminTerm, 'id' | 'version'> | null,
  fields: { name: string; slug?: string },
): Promise<void> {
  if (!term) return void (await unwrap(api.POST(`/api/v1/admin/${list}`, { body: fields })));
  const body = { ...fields, version: term.version };
  const params = { path: { id: term.id } };
  await unwrap(api.PUT(`/api/v1/admin/${list}/{id}`, { params, body }));
}

export const readTermImpact = (list: TermList, id: string) =>
  unwrap(api.GET(`/api/v1/admin/${list}/{id}/delete-impact`, { params: { path: { id } } }));

/** Deletes one of which this is what somebody saw, or merges it into another. */
export async function closeTerm(
  list: TermList,
  id: string,
  version: number,
  move_to?: string,
): Promise<void> {
  const header = { 'If-Match': `"${version}"` };
  const params = { path: { id }, query: move_to ? { move_to } : {}, header };
  await unwrap(api.DELETE(`/api/v1/admin/${list}/{id}`, { params }));
}
