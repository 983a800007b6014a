import type { BulkPreview } from '@tandem/ui';

interface ListFilters {
  q?: string;
  kind?: 'physical' | 'game';
  status?: NonNullable<BulkPreview['matching']>['status'];
  low_stock?: string;
}

/** The filters of the parts table as a selection has them. Deleted parts are never part of one. */
export function bulkFilters({
  q,
  kind,
  status,
  low_stock,
}: ListFilters): NonNullable<BulkPreview['matching']> {
  return { q, kind, status, low_stock: low_stock === 'true' || undefined };
}
