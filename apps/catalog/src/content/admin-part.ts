import type { Money, PartImage, PartKind, Reference, Specification } from '@tandem/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { ADMIN_PART, JOIN_STAFF_STOCK } from '../parts/part-sql.js';
import type { PartStatus } from './part-content.js';

interface StaffStock {
  current_stock: number;
  reserved_quantity: number;
  available_stock: number;
  min_stock_level: number;
  is_in_stock: boolean;
  is_low_stock: boolean;
  version: number;
  last_updated_by: string | null;
  updated_at: string | null;
}

/** A part as staff see it: every field, and the versions of content and stock. */
export interface AdminPart {
  id: number;
  kind: PartKind;
  sku: string;
  slug: string;
  part_name: string;
  description: string;
  category: Reference | null;
  category_id: string | null;
  genres: Reference[];
  platforms: Reference[];
  region: string | null;
  publisher: string | null;
  developer: string | null;
  release_date: string | null;
  price: Money;
  specifications: Specification[];
  images: PartImage[];
  status: PartStatus;
  version: number;
  changed_by: string | null;
  changed_by_name: string | null;
  changed_at: string;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  stock: StaffStock;
}

/** Reads a part for staff, deleted or not. */
export async function readAdminPart(
  db: DataSource | EntityManager,
  id: number,
): Promise<AdminPart | null> {
  const [row] = await db.query<{ part: AdminPart }[]>(
    `select ${ADMIN_PART} as part from parts p ${JOIN_STAFF_STOCK} where p.id = $1`,
    [id],
  );
  return row?.part ?? null;
}
