import type { PartStatus, PublicPartContent, RowOf, StockStaff } from '@tandem/contracts';
import type { Queryable } from '@tandem/persistence';
import { ADMIN_PART, JOIN_STAFF_STOCK } from '../parts/part-sql.js';
import type { FieldOwner, SyncedField } from '../parts/synced-fields.js';
import type { Sale } from './part-content.js';

type StaffStock = Omit<
  RowOf<typeof StockStaff>,
  'part_id' | 'version' | 'last_updated_by_name' | 'updated_at'
> & { version: number; updated_at: string | null };

/** A part as staff see it: every field, and the versions of content and stock. */
export interface AdminPart extends Required<
  Omit<PublicPartContent, 'regular_price' | 'sale_until' | 'lowest_price_30_days' | 'discontinued'>
> {
  sale: Sale | null;
  category_id: string | null;
  status: PartStatus;
  publish_at: string | null;
  changed_by: string | null;
  changed_by_name: string | null;
  changed_at: string;
  created_at: string;
  deleted_at: string | null;
  owners: Record<SyncedField, FieldOwner> | null;
  stock: StaffStock;
}

/** Reads a part for staff, deleted or not. */
export async function readAdminPart(db: Queryable, id: number): Promise<AdminPart | null> {
  const [row] = await db.query<{ part: AdminPart }>({
    name: 'part_for_staff',
    text: `select ${ADMIN_PART} as part from parts p ${JOIN_STAFF_STOCK} where p.id = $1::integer`,
    values: [id],
  });
  return row?.part ?? null;
}
