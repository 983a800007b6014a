import type { ShopStatus } from '../api/types';

type PartState = ShopStatus['parts'][number]['state'];

/** How a part of the shop is, in the words that shoppers and staff read. */
export const PART_STATES: Readonly<
  Record<PartState, { text: string; color: 'success' | 'warning' | 'error' }>
> = {
  working: { text: 'Working', color: 'success' },
  slow: { text: 'Slow', color: 'warning' },
  not_working: { text: 'Not working', color: 'error' },
};
