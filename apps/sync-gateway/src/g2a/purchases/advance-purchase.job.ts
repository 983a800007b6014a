import { defineJob } from '@tandem/jobs';

/** Queued with the purchase under its id. It only wakes: how far the purchase is, its row says. */
export const AdvancePurchaseJob = defineJob<{ purchase_id: string }>({
  name: 'advance-purchase',
  title: 'Buy the key of a game at G2A',
});
