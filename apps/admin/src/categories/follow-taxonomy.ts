import { watchLive } from '@tandem/ui';
import { live } from '../panel';

/** Calls back when staff elsewhere, or G2A, changed what parts are sorted into. */
export function followTaxonomy(
  list: 'categories' | 'genres' | 'platforms',
  changed: () => void,
): void {
  if (!live.value) return;
  watchLive(live.value, () => ({ lists: [list] }), {
    onList: changed,
    onResync: changed,
    // Read before the subscription stood: whatever came in between is fetched.
    onVersions: changed,
  });
}
