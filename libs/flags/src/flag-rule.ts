import { createHash } from 'node:crypto';

/** What staff decided about a flag. */
export interface FlagRule {
  enabled: boolean;
  /** The share of people for whom it is on; null: all of them. */
  percentage: number | null;
  /** Whoever has one of these roles may be among them; none: whoever comes. */
  roles: readonly string[];
}

/** Whom a flag is decided for. */
export interface FlagSubject {
  /** A name that stays the same for the same person: an account, a guest. */
  key?: string;
  roles?: readonly string[];
}

/** What a rule says of somebody. Whoever has no key is in no share of people but the whole. */
export function isOnFor(name: string, rule: FlagRule, { key, roles = [] }: FlagSubject): boolean {
  if (!rule.enabled) return false;
  if (rule.roles.length > 0 && !rule.roles.some((role) => roles.includes(role))) return false;
  if (rule.percentage === null || rule.percentage >= 100) return true;
  return key !== undefined && placeOf(name, key) < rule.percentage;
}

/**
 * Where somebody stands between 0 and 100, for one flag. It never moves, and a larger share begins with all of the smaller one,
 * so raising a percentage switches nobody off. The name is in it so that it isn't always the same people who go first.
 */
function placeOf(name: string, key: string): number {
  const digest = createHash('sha256').update(`${name}\n${key}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100;
}
