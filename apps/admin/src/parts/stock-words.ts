import type { StockMovement } from '@tandem/ui';
import { formatNumber } from '@tandem/ui/format';

const KINDS = {
  initial: 'First stock',
  set: 'Set to a figure',
  adjusted: 'Adjusted',
  bulk: 'Changed in bulk',
  external: 'Counted by an outside system',
  reservation_committed: 'Sold',
  order_returned: 'Returned',
} as const;
export type MovementKind = keyof typeof KINDS;

export const MOVEMENT_CHOICES = Object.entries(KINDS).map(([value, title]) => ({ value, title }));

/** What moved the stock: "Sold", "Adjusted". */
export const movementText = ({ kind }: Pick<StockMovement, 'kind'>): string =>
  (KINDS as Readonly<Record<string, string>>)[kind] ?? kind.replaceAll('_', ' ');

/** Units that came or went: "+3", "−12". */
export const deltaText = (delta: number): string =>
  `${delta > 0 ? '+' : '−'}${formatNumber(Math.abs(delta))}`;

/** Who moved it; sales and outside figures are nobody's. */
export const moverText = ({ actor_name }: Pick<StockMovement, 'actor_name'>): string =>
  actor_name ?? 'The shop';
