import { Injectable } from '@nestjs/common';

/** Who asks: an order may use the whole budget, what only keeps the catalogue fresh leaves a part of it to orders. */
export type BudgetClass = 'order' | 'stock' | 'catalogue';

/** The requests that the shop may send to G2A. */
@Injectable()
export class G2aBudget {
  /** Waits for the right to send one request. */
  take(_budget: BudgetClass, _signal?: AbortSignal): Promise<void> {
    return Promise.resolve();
  }
}
