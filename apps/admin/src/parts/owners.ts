import type { AdminPart, OwnedField } from '@tandem/ui';
import { byForm } from './wording';

/** Whose each field is that G2A tells; null for a part that no product of G2A is linked to. */
type Owners = AdminPart['owners'];

/** Under the field of a form: whose it is, and what saving it does. */
export function ownerHint(owners: Owners, field: string): string | undefined {
  if (!owners?.[field]) return undefined;
  return owners[field] === 'g2a' ? 'From G2A. It becomes yours when you change it.' : 'Yours.';
}

/** Fields with their owner, in the order of the form. */
export const ownedFields = (owners: Owners): { field: OwnedField; yours: boolean }[] =>
  (Object.keys(owners ?? {}) as OwnedField[])
    .map((field) => ({ field, yours: owners![field] === 'staff' }))
    .sort((one, other) => byForm(one.field, other.field));
