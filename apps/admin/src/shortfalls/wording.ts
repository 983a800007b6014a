import type { Shortfall, StockLevel } from '@tandem/ui';
import type { Look } from '../background/wording';
import { SYSTEMS } from '../integrations/run-words';

/** Who counts a part; null: the shop itself. */
export const sourceText = (stock: StockLevel | undefined): string | null =>
  stock?.source ? SYSTEMS[stock.source] : null;

export type ShortfallState = Shortfall['state'];
export const STATES: Readonly<Record<ShortfallState, Look>> = {
  open: { text: 'Open', color: 'error' },
  resolved: { text: 'Resolved', color: 'success' },
};

export const RESOLUTIONS: Readonly<Record<NonNullable<Shortfall['resolution']>, string>> = {
  covered: 'Nothing is missing any more.',
  holds_released: 'Unpaid orders gave the units back.',
  accepted: 'Accepted by staff.',
};
