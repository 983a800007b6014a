/**
 * The feature flags that pages may see (`GET /flags`, and `flags.changed` when one may have another answer), with what holds
 * until the shop has answered. Flags that are not named here are nobody's business outside.
 */
export const PAGE_FLAGS = {
  feature_fe_inventory_sync_fl_catalog_enabled: true,
} as const satisfies Readonly<Record<string, boolean>>;

export type PageFlag = keyof typeof PAGE_FLAGS;
