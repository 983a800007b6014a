import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** A service of the shop as everything that starts, configures, deploys or calls it knows it. */
export interface ServiceEntry {
  /** Folder under apps/, name in stack.json, and OTEL service name. */
  name: string;
  /** Prefix of its settings: `CATALOG_PORT`, `CATALOG_DATABASE_URL`. */
  prefix: string;
  schema: string;
  /** It calls others, and signs that with a key of its own: `AUTH_SERVICE_KEY`. */
  calls?: true;
  /** Settings that it alone is given, as they are on a laptop: secrets of its own, and where outside systems are. */
  given?: Readonly<Record<string, string>>;
  /** A folder that outlives it and is the same for all instances: the setting that names it, and what it is called. */
  folder?: { setting: string; name: string };
  /** What it may touch in Redis, in the words of an access list; one without has no Redis user. */
  redis?: string;
  /** Paths that it answers visitors at. */
  routes: readonly string[];
  /** Its routes come after those of all others. */
  answersTheRest?: true;
  /** Where its sockets are: what belongs to one must reach the instance that made it. */
  sockets?: string;
}

// Whoever reads through the cache of the shop reaches all of it.
const CACHE = '~part:* ~parts:list:* ~game:* ~user:*:cart ~guest:*:cart ~g2a:* ~cache:change:*';

const ENTRIES = [
  {
    name: 'auth',
    prefix: 'AUTH',
    schema: 'auth',
    calls: true,
    given: {
      AUTH_KEY_ENCRYPTION_SECRET: 'development-key-encryption-secret-0001',
      SMTP_URL: 'smtp://mail:1025',
    },
    redis: '~auth:*',
    routes: [
      '^(/api/v1)?/\\.well-known/jwks\\.json$',
      '^/api/v1/auth(/|$)',
      '^/api/v1/admin/users(\\.csv|/|$)',
      '^/api/v1/admin/roles(/|$)',
    ],
  },
  {
    name: 'catalog',
    prefix: 'CATALOG',
    schema: 'catalog',
    calls: true,
    given: { CATALOG_CONFIRM_SECRET: 'development-confirmation-secret-000001' },
    redis: CACHE,
    routes: ['^/api/v1(/|$)'],
    answersTheRest: true,
  },
  {
    name: 'inventory',
    prefix: 'INVENTORY',
    schema: 'inventory',
    redis: CACHE,
    routes: [
      '^/api/v1/admin/parts/[^/]+/stock(/|$)',
      '^/api/v1/admin/stock(/|$)',
      '^/api/v1/admin/sync/shortfalls(\\.csv|/|$)',
    ],
  },
  {
    name: 'order',
    prefix: 'ORDER',
    schema: 'orders',
    calls: true,
    given: {
      ORDER_GUEST_SECRET: 'development-guest-cookie-secret-00001',
      SMTP_URL: 'smtp://mail:1025',
      ORDER_STOCK_DIGEST_TO: 'admin@tandem.test',
      ORDER_STOCK_DIGEST_CRON: '0 * * * *',
    },
    redis: CACHE,
    routes: [
      '^/api/v1/(cart|wishlist|checkout|orders|transactions|wallet|back-in-stock)(/|$)',
      '^/api/v1/parts/[^/]+/back-in-stock(/|$)',
      '^/api/v1/admin/(orders|customers)(\\.csv|/|$)',
    ],
  },
  {
    name: 'sync-gateway',
    prefix: 'SYNC',
    schema: 'sync',
    given: {
      G2A_PAY_CHECKOUT_URL: 'http://g2a.localhost:8090',
      G2A_PAY_REST_URL: 'http://g2a.localhost:8090',
      G2A_PAY_API_HASH: '11111111-2222-4333-8444-555555555555',
      G2A_PAY_SECRET: 'development-g2a-pay-secret',
      G2A_PAY_MERCHANT_EMAIL: 'merchant@tandem.test',
      G2A_API_URL: 'http://g2a.localhost:8090',
      G2A_API_HASH: '22222222-3333-4444-8555-666666666666',
      G2A_API_SECRET: 'development-g2a-api-secret',
      G2A_API_EMAIL: 'merchant@tandem.test',
      G2A_PRODUCTS_CRON: '0 4,16 * * *',
      G2A_STOCK_CRON: '0,15,30,45 * * * *',
      G2A_WEBHOOK_SECRET: 'development-g2a-webhook-secret-0001',
      WAREHOUSE_URL: 'http://warehouse.localhost:8091',
      WAREHOUSE_TOKEN_SECRET: 'development-warehouse-token-000001',
      WAREHOUSE_WEBHOOK_SECRET: 'development-warehouse-webhook-00001',
      GAME_KEY_ENCRYPTION_SECRET: 'development-game-key-encryption-0001',
    },
    redis: '~sync:* ~g2a:*',
    routes: ['^/api/v1/webhooks(/|$)', '^/api/v1/admin/(sync|webhooks|game-keys)(\\.csv|/|$)'],
  },
  {
    name: 'realtime-gateway',
    prefix: 'REALTIME',
    schema: 'realtime',
    calls: true,
    given: {
      WEBHOOK_ENCRYPTION_SECRET: 'development-webhook-encryption-00001',
      WEBHOOK_LOCAL_ADDRESSES: 'false',
      WEBHOOK_ALERTS_TO: 'admin@tandem.test',
      SMTP_URL: 'smtp://mail:1025',
    },
    redis: `${CACHE} ~tandem:socket.io* &tandem:socket.io* +@pubsub`,
    routes: [
      '^/api/v1/admin/(events|jobs|flags|notices|webhook-endpoints)(/|$)',
      '^/api/v1/(flags|changes)(/|$)',
    ],
    sockets: '^/socket\\.io(/|$)',
  },
  {
    name: 'watcher',
    prefix: 'WATCHER',
    schema: 'watcher',
    given: { WATCHER_DOOR_URL: 'http://shop:8080' },
    routes: ['^/api/v1/admin/consistency/reads(/|$)'],
  },
  {
    name: 'operations',
    prefix: 'OPERATIONS',
    schema: 'operations',
    calls: true,
    given: {
      CONSISTENCY_CRON: '0,15,30,45 * * * *',
      AUDIT_ARCHIVE_CRON: '30 3 * * *',
      ALERTS_WEBHOOK_SECRET: 'development-alerts-webhook-secret-01',
      TRACES_SECRET: 'development-traces-secret-0000000001',
      WATCHER_DOOR_URL: 'http://shop:8080',
    },
    folder: { setting: 'AUDIT_ARCHIVE_DIR', name: 'audit-archive' },
    redis: CACHE,
    routes: [
      '^/api/v1/admin/audit(\\.csv|/|$)',
      '^/api/v1/admin/consistency(/|$)',
      '^/api/v1/admin/alerts(/|$)',
      '^/api/v1/admin/metrics(/|$)',
      '^/api/v1/admin/traces(/|$)',
      '^/api/v1/admin/slow-statements(/|$)',
      '^/api/v1/admin/(health|incidents)(/|$)',
      '^/api/v1/status(/|$)',
    ],
  },
] as const satisfies readonly ServiceEntry[];

/** The services that may call one another: subjects and audiences of service tokens. */
export type ServiceName = (typeof ENTRIES)[number]['name'];

/**
 * Every service, in the order in which their schemas are migrated: a schema may refer to those before it. A new service is
 * its folder and its entry here. Nothing of the workspace is imported, for the tools read this file before anything is built.
 */
export const SERVICES: readonly (ServiceEntry & { name: ServiceName })[] = ENTRIES;

export const SERVICE_NAMES: readonly ServiceName[] = SERVICES.map(({ name }) => name);

/** @throws Error when there is no service of this name. */
export function serviceEntry(service: string): ServiceEntry {
  const entry = SERVICES.find(({ name }) => name === service);
  if (!entry) throw new Error(`there is no service "${service}"`);
  return entry;
}

/** The role that owns no object but works with one schema's tables. */
export function roleOf(schema: string): string {
  return `tandem_${schema.replaceAll('-', '_')}`;
}

/** Whether the setting of this name is a secret that can be made up: nobody else has to know it. */
export function isMadeUp(setting: string): boolean {
  return /_(SECRET|HASH|PASSWORD|SERVICE_KEY)$/.test(setting);
}

/** A service's secrets on a laptop, by the names that docker-compose.yml has for them. Production refuses them. */
export function laptopSecrets(service: ServiceEntry): Record<string, string> {
  const { name, prefix, schema, calls, given = {}, redis } = service;
  const own = Object.entries(given).filter(([setting]) => isMadeUp(setting));
  return {
    [`${prefix}_DATABASE_PASSWORD`]: `tandem-${schema}`,
    [`${prefix}_KAFKA_PASSWORD`]: `tandem-kafka-${prefix.toLowerCase()}`,
    ...(redis && { [`${prefix}_REDIS_PASSWORD`]: `tandem-redis-${prefix.toLowerCase()}` }),
    ...(calls && { [`${prefix}_SERVICE_KEY`]: laptopKey(name) }),
    ...Object.fromEntries(own),
  };
}

/** What others know a private key by: `x` of its JWK. */
export function publicHalf(privateKey: string): string {
  const key = Buffer.from(privateKey, 'base64');
  return createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  }).x!;
}

/** An Ed25519 private key that everybody can make, PKCS #8 DER in base64url. */
function laptopKey(name: string): string {
  const seed = createHash('sha256').update(`tandem: ${name} on a laptop`).digest();
  const header = Buffer.from('302e020100300506032b657004220420', 'hex');
  return Buffer.concat([header, seed]).toString('base64url');
}
