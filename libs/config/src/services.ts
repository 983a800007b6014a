/** A service of the shop as everything that starts, configures or calls it knows it. */
export interface ServiceEntry {
  /** Folder under apps/, name in stack.json, and OTEL service name. */
  name: string;
  /** Prefix of its settings: `CATALOG_PORT`, `CATALOG_DATABASE_URL`. */
  prefix: string;
  schema: string;
  /** It calls others, and signs that with a key of its own: `AUTH_SERVICE_KEY`. */
  calls?: true;
}

const ENTRIES = [
  { name: 'auth', prefix: 'AUTH', schema: 'auth', calls: true },
  { name: 'catalog', prefix: 'CATALOG', schema: 'catalog' },
  { name: 'inventory', prefix: 'INVENTORY', schema: 'inventory' },
  { name: 'order', prefix: 'ORDER', schema: 'orders', calls: true },
  { name: 'sync-gateway', prefix: 'SYNC', schema: 'sync' },
  { name: 'realtime-gateway', prefix: 'REALTIME', schema: 'realtime', calls: true },
] as const satisfies readonly ServiceEntry[];

/** The services that may call one another: subjects and audiences of service tokens. */
export type ServiceName = (typeof ENTRIES)[number]['name'];

/**
 * Every service, in the order in which their schemas are migrated: a schema may refer to those before it. A new service is
 * its folder and one line here. Nothing is imported, for the tools read this file before anything is built.
 */
export const SERVICES: readonly (ServiceEntry & { name: ServiceName })[] = ENTRIES;

export const SERVICE_NAMES: readonly ServiceName[] = SERVICES.map(({ name }) => name);

/** The role that owns no object but works with one schema's tables. */
export function roleOf(schema: string): string {
  return `tandem_${schema.replaceAll('-', '_')}`;
}
