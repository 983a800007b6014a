import type { ServiceEntry } from '@tandem/config/services';

/** One process of a service; standalone, one service of the process. */
export interface Instance {
  service: ServiceEntry;
  /** `catalog-1`: in logs, in stack.json order, and before the dot of a socket's id. */
  id: string;
  url: string;
  env: Record<string, string>;
}

/** The sites and the ports their front doors take unless told otherwise. */
export const SITES = [
  { name: 'shop', app: 'storefront', port: 8080, variable: 'TANDEM_SHOP_PORT' },
  { name: 'admin', app: 'admin', port: 8081, variable: 'TANDEM_ADMIN_PORT' },
] as const;

export type SiteName = (typeof SITES)[number]['name'];
