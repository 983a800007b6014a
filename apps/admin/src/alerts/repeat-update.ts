import { unwrap } from '@tandem/ui';
import type { Notice } from '@tandem/contracts/socket';
import { readBulkRun, repeatBulk } from '../bulk/queries';
import { api } from '../panel';

/** Has what failed done again by its owner, who does it once. @throws ApiError */
export async function repeatUpdate({ update, part_id, run_id }: Notice): Promise<void> {
  if (update === 'planned_switch') {
    const path = { id: part_id! };
    await unwrap(api.POST('/api/v1/admin/parts/{id}/planned/repeat', { params: { path } }));
  } else if (update === 'bulk_change') {
    await repeatBulk(await readBulkRun(run_id!));
  } else {
    const path = { id: run_id! };
    await unwrap(api.POST('/api/v1/admin/imports/{id}/repeat', { params: { path } }));
  }
}
