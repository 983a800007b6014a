import { defineJob, type Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';

/** Queued under the category's id, with the part after which it goes on. */
export const FollowCategory = defineJob<{ category_id: string; after: number }>({
  name: 'follow-category-buffer',
  title: 'Keep units back of the parts of a category',
});

/** Queues it from the first part on, also when one that is further on waits or runs: that one has not seen this change. */
export async function followCategory(jobs: Jobs, tx: Tx, category_id: string): Promise<void> {
  await jobs.enqueue(tx, FollowCategory, { category_id, after: 0 }, { key: category_id });
}
