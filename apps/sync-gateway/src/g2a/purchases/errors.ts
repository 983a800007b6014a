import type { PurchaseState } from '@tandem/contracts';
import { conflict, notFound, type DomainError } from '@tandem/kernel';

export const purchaseNotFound = (id: string): DomainError => notFound('purchase of a game key', id);

export const purchaseOver = (state: PurchaseState): DomainError =>
  conflict('purchase_over', 'This purchase is over.', { state });

export const purchaseRunning = (state: PurchaseState): DomainError =>
  conflict('purchase_running', 'The shop is still working on this purchase.', { state });

export const purchasePaid = (state: PurchaseState): DomainError =>
  conflict('purchase_paid', 'The shop is paying for this key, or has paid for it.', { state });
