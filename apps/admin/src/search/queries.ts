import { unwrap, type SearchSettings, type Synonym, type SynonymFields } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { api } from '../panel';

/** While parts follow a change of the languages, the page says how far they are. */
const FOLLOW_MS = 1_000;

export const useSynonyms = () =>
  useQuery({
    queryKey: ['search', 'synonyms'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/search/synonyms', { signal })),
    staleTime: 0,
  });

export const useSearchSettings = () =>
  useQuery({
    queryKey: ['search', 'settings'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/search/settings', { signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.change ? FOLLOW_MS : false),
  });

export const useSearchMisses = () =>
  useQuery({
    queryKey: ['search', 'misses'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/search/misses', { signal })),
    staleTime: 0,
  });

/** What is read again after a change of one of them. */
export function useSearchChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['search'] });
}

/** Adds a group, or changes the one given unless somebody else changed it since it was read. */
export async function saveSynonym(synonym: Synonym | null, fields: SynonymFields): Promise<void> {
  if (!synonym)
    return void (await unwrap(api.POST('/api/v1/admin/search/synonyms', { body: fields })));
  const params = { path: { id: synonym.id } };
  const body = { ...fields, version: synonym.version };
  await unwrap(api.PUT('/api/v1/admin/search/synonyms/{id}', { params, body }));
}

export async function deleteSynonym({ id, version }: Synonym): Promise<void> {
  const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
  await unwrap(api.DELETE('/api/v1/admin/search/synonyms/{id}', { params }));
}

export const chooseLanguages = (
  languages: string[],
  { version }: Pick<SearchSettings, 'version'>,
): Promise<SearchSettings> =>
  unwrap(api.PUT('/api/v1/admin/search/settings', { body: { languages, version } }));
