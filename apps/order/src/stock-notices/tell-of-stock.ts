import { defineJob } from '@tandem/jobs';

/** Queued under the part's id when it is back, and again while people wait and pieces are free. */
export const TellOfStock = defineJob<{ part_id: number }>({
  name: 'tell-of-stock',
  title: 'Tell customers that a product is back in stock',
});
