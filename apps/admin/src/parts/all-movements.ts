import { unwrap } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { useList, type Asked } from '../table/use-list';
import { MOVEMENT_CHOICES, type MovementKind } from './stock-words';

interface MovementFilters {
  part_id?: string;
  kind?: MovementKind;
  actor?: string;
  from?: string;
  to?: string;
}

/** Stock moves all the time, and panels are told of parts one by one: an open list asks again. */
const ASK_AGAIN_MS = 30_000;

const queryOf = <F extends MovementFilters>({ from, to, part_id, ...asked }: F) => ({
  ...asked,
  // What is no number the service refuses, and says so.
  part_id: part_id as number | undefined,
  ...timesOf({ from, to }),
});

/** Saves the movements that the filters leave as a file. */
export function exportAllMovements(asked: Asked<MovementFilters>): Promise<void> {
  const query = filtersOf(queryOf(asked));
  const file = api.GET('/api/v1/admin/stock/movements.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'stock-movements.csv');
}

/** Why the stock of any part is what it is, newest first. */
export const useAllMovements = () =>
  useList({
    key: 'admin-stock-movements',
    filters: [
      { kind: 'words', name: 'part_id', label: 'Number of the part', maxlength: 10 },
      { kind: 'choice', name: 'kind', label: 'Reason', choices: MOVEMENT_CHOICES },
      { kind: 'day', name: 'from', label: 'From', until: 'to' },
      { kind: 'day', name: 'to', label: 'To', since: 'from' },
      { kind: 'own', name: 'actor', label: 'Who' },
    ],
    ask: (asked: Asked<MovementFilters>, signal) =>
      unwrap(
        api.GET('/api/v1/admin/stock/movements', { params: { query: queryOf(asked) }, signal }),
      ),
    askAgainMs: ASK_AGAIN_MS,
  });
