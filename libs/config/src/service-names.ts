/** The services that may call one another: subjects and audiences of service tokens. */
export const SERVICE_NAMES = [
  'auth',
  'catalog',
  'inventory',
  'order',
  'sync-gateway',
  'realtime-gateway',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];
