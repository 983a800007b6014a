import type { AdminPart } from '@tandem/ui';
import { byForm } from './wording';

/** Whose each field is that G2A tells, as `GET /admin/parts/{id}` says it. */
type Owners = Readonly<Record<string, 'staff' | 'g2a'>>;

/** Null for a part that no product of G2A is linked to. */
export const ownersOf = (part: AdminPart): Owners | null =>
  (part as { owners?: Owners | null }).owners ?? null;

/** Under the field of a form: whose it is, and what saving it does. */
export function ownerHint(owners: Owners | null, field: string): string | undefined {
  if (!owners?.[field]) return undefined;
  return owners[field] === 'g2a' ? 'From G2A. It becomes yours when you change it.' : 'Yours.';
}

/** Fields with their owner, in the order of the form. */
export const ownedFields = (owners: Owners | null): { field: string; yours: boolean }[] =>
  Object.entries(owners ?? {})
    .map(([field, owner]) => ({ field, yours: owner === 'staff' }))
    .sort((one, other) => byForm(one.field, other.field));
