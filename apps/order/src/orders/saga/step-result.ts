import type { OrderRow } from '../order/order.js';

/** What a step of the saga came to. */
export type StepResult =
  /** Done: the order as the step left it. */
  | OrderRow
  /** No answer from somebody: try again later; what happened there is unknown. */
  | 'retry'
  /** Somebody else moved the order in the meantime: read it again. */
  | 'stale';
