import { defineJob } from '@tandem/jobs';

/** The longest that a warehouse which is back waits for what was sold meanwhile. */
const RETRY = { firstMs: 500, longestMs: 15_000 };

/** Queued, all under one key, as a sale gets its number. */
export const ReportWarehouseSales = defineJob<Record<string, never>>({
  name: 'report-warehouse-sales',
  title: 'Report sales to the warehouse',
  retry: RETRY,
});

/** Queued under the number of a sale that the warehouse refused. It is given up at once, and so is there for staff to retry. */
export const ReportRefusedSale = defineJob<{ number: number }>({
  name: 'report-refused-sale',
  title: 'Report a sale that the warehouse refused',
  retry: RETRY,
});
