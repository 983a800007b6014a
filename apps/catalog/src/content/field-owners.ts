import type { Tx } from '@tandem/persistence';
import { isSynced, SYNCED_FIELDS, type SyncedField } from '../parts/synced-fields.js';
import type { Editor } from './editor.js';

/** What staff have just written of linked parts is theirs from now on. Of a part without a link nothing has an owner. */
export async function claimFields(
  tx: Tx,
  writes: readonly { id: number; changed: readonly string[] }[],
  staff: Editor,
): Promise<void> {
  const claims = writes.flatMap(({ id, changed }) =>
    changed.filter(isSynced).map((field) => ({ part_id: id, field })),
  );
  if (claims.length === 0) return;
  await tx.execute(
    `insert into part_field_owners as o (part_id, field, owner, by, by_name)
     select g.part_id, c.field, 'staff', $2, $3
       from g2a_products g join jsonb_to_recordset($1::jsonb) as c (part_id integer, field text) on c.part_id = g.part_id
     on conflict (part_id, field) do update
       set owner = 'staff', since = clock_timestamp(), by = excluded.by, by_name = excluded.by_name
       where o.owner <> 'staff'`,
    [JSON.stringify(claims), staff.id, staff.name],
  );
}

/** Parts that staff made before a product was linked to them stay as they are, except for the price. */
export async function keepForStaff(tx: Tx, partIds: readonly number[]): Promise<void> {
  if (partIds.length === 0) return;
  await tx.execute(
    `insert into part_field_owners (part_id, field, owner)
     select id, f, 'staff' from unnest($1::integer[]) id cross join unnest($2::text[]) f on conflict do nothing`,
    [partIds, SYNCED_FIELDS.filter((field) => field !== 'price')],
  );
}

/** The fields of these parts that are staff's, by part. */
export async function readStaffFields(
  tx: Tx,
  partIds: readonly number[],
): Promise<Map<number, ReadonlySet<string>>> {
  const rows = await tx.query<{ part_id: number; fields: string[] }>(
    `select part_id, array_agg(field) as fields from part_field_owners
      where part_id = any ($1::integer[]) and owner = 'staff' group by part_id`,
    [partIds],
  );
  return new Map(rows.map(({ part_id, fields }) => [part_id, new Set(fields)]));
}

/** Gives a field back to G2A. */
export async function giveBack(
  tx: Tx,
  partId: number,
  field: SyncedField,
  staff: Editor,
): Promise<void> {
  await tx.execute(
    `update part_field_owners set owner = 'g2a', since = clock_timestamp(), by = $3, by_name = $4
      where part_id = $1 and field = $2 and owner = 'staff'`,
    [partId, field, staff.id, staff.name],
  );
}
