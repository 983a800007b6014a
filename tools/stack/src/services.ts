export interface ServiceEntry {
  /** Folder under apps/, name in stack.json, and OTEL service name. */
  name: string;
  /** Prefix of its settings: `CATALOG_PORT`, `CATALOG_DATABASE_URL`. */
  prefix: string;
  schema: string;
  role: string;
  /** It calls others, and signs that with a key of its own: `AUTH_SERVICE_KEY`. */
  calls?: true;
}

/** One process of a service; standalone, one service of the process. */
export interface Instance {
  service: ServiceEntry;
  /** `catalog-1`: in logs, in stack.json order, and before the dot of a socket's id. */
  id: string;
  url: string;
  env: Record<string, string>;
}

/** Every service of the stack, in the order in which their migrations run. A new service is one line here. */
export const SERVICES: readonly ServiceEntry[] = [
  { name: 'auth', prefix: 'AUTH', schema: 'auth', role: 'tandem_auth', calls: true },
  { name: 'catalog', prefix: 'CATALOG', schema: 'catalog', role: 'tandem_catalog' },
  { name: 'inventory', prefix: 'INVENTORY', schema: 'inventory', role: 'tandem_inventory' },
  { name: 'order', prefix: 'ORDER', schema: 'orders', role: 'tandem_orders', calls: true },
  { name: 'sync-gateway', prefix: 'SYNC', schema: 'sync', role: 'tandem_sync' },
  { name: 'realtime-gateway', prefix: 'REALTIME', schema: 'realtime', role: 'tandem_realtime' },
];

/** The sites and the ports their front doors take unless told otherwise. */
export const SITES = [
  { name: 'shop', app: 'storefront', port: 8080, variable: 'TANDEM_SHOP_PORT' },
  { name: 'admin', app: 'admin', port: 8081, variable: 'TANDEM_ADMIN_PORT' },
] as const;

export type SiteName = (typeof SITES)[number]['name'];
