import { unwrap } from '@tandem/ui';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { useList, type Asked } from '../table/use-list';
import { SYSTEMS, type System } from './run-words';

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

const systems = Object.entries(SYSTEMS).map(([value, title]) => ({ value, title }));

/** Saves the links that the filters leave as a file. */
export function exportLinks(asked: Asked<LinkFilters>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/sync/links.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'links.csv');
}

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
    ask: (query: Asked<LinkFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/sync/links', { params: { query }, signal })),
  });
}

/** @throws ApiError 409 when one of the two is linked already, 422 for a part that can't be. */
export async function makeLink(body: WantedLink & { part_id: number }): Promise<void> {
  await unwrap(api.POST('/api/v1/admin/sync/links', { body }));
}

export async function undoLink(id: string): Promise<void> {
  await unwrap(api.DELETE('/api/v1/admin/sync/links/{id}', { params: { path: { id } } }));
}
