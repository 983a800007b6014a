/** While it is off, the warehouse is neither asked nor told. */
export const WAREHOUSE_FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';
