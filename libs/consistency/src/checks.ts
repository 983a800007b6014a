import { CATALOG_CHECKS } from './catalog-checks.js';
import { AUDIT_CHECKS } from './audit-chain.js';
import type { Check } from './check.js';
import { EVENT_CHECKS } from './event-checks.js';
import { ORPHAN_CHECKS } from './orphan-checks.js';
import { ORDER_CHECKS } from './order-checks.js';
import { SOURCE_CHECKS } from './source-checks.js';
import { STOCK_CHECKS } from './stock-checks.js';

const ENTRIES = [
  ...ORDER_CHECKS,
  ...STOCK_CHECKS,
  ...SOURCE_CHECKS,
  ...EVENT_CHECKS,
  ...CATALOG_CHECKS,
  ...ORPHAN_CHECKS,
  ...AUDIT_CHECKS,
] as const;

/** The name of a check. */
export type CheckName = (typeof ENTRIES)[number]['name'];

/** Every check there is. */
export const CHECKS: readonly (Check & { name: CheckName })[] = ENTRIES;
