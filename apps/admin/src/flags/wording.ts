import type { Flag } from '@tandem/ui';

/** What staff decide about a flag, as the form holds it. */
export interface FlagForm {
  enabled: boolean;
  percentage: number | null;
  roles: Flag['roles'];
}

export const ROLES: Record<Flag['roles'][number], string> = {
  admin: 'Administrators',
  content: 'Content',
  stock: 'Stock',
  customer: 'Customers',
};

/** "On for 30% of customers": what a rule means, in one line. */
export function whoHasIt({ enabled, percentage, roles }: FlagForm): string {
  if (!enabled || percentage === 0) return 'Off for everybody';
  const whom = roles.map((role) => ROLES[role].toLowerCase()).join(', ');
  const share = percentage === null || percentage === 100 ? '' : `${percentage}% of `;
  if (!whom) return share ? `On for ${share}people` : 'On for everybody';
  return `On for ${share}people with the role${roles.length > 1 ? 's' : ''} ${whom}`;
}

/** Who stands behind what is shown, before the time of it. */
export function decidedBy({ version, updated_by_name, default: usual }: Flag): string {
  if (version === 0) return `Nobody has changed it. Its default is ${usual ? 'on' : 'off'}.`;
  return `Changed by ${updated_by_name ?? 'somebody'}`;
}
