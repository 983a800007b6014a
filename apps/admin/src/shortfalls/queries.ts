import { unwrap, type Shortfall } from '@tandem/ui';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { choicesOf, type Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { STATES, type ShortfallState } from './wording';

/** What is missing changes with every figure and every order that ends. */
const ASK_AGAIN_MS = 5_000;

const filters: readonly Filter[] = [
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) },
];

/** Saves the shortfalls that the filters leave as a file. */
export function exportShortfalls(asked: Asked<{ state?: ShortfallState }>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/sync/shortfalls.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'shortfalls.csv');
}

/** Newest first. */
export function useShortfalls() {
  return useList({
    key: 'admin-shortfalls',
    filters,
    ask: (asked: Asked<{ state?: ShortfallState }>, signal) =>
      unwrap(api.GET('/api/v1/admin/sync/shortfalls', { params: { query: asked }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

/** Accepts what is missing as it was shown. */
export function acceptShortfall({ id, version }: Shortfall, note: string): Promise<Shortfall> {
  return unwrap(
    api.POST('/api/v1/admin/sync/shortfalls/{id}/resolve', {
      params: { path: { id } },
      body: { note, version },
    }),
  );
}
