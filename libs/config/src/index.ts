export { readEnv } from './env.js';
export type { Env } from './env.js';
export { Setting } from './setting.js';
export { ConfigError, loadConfig, loadSettings } from './load.js';
export { isKnownSecret, refuseKnownSecrets } from './known-secrets.js';
export { describeSettings } from './describe.js';
export { ServiceConfig } from './service-config.js';
export type { SaslMechanism } from './service-config.js';
export { roleOf, SERVICE_NAMES, SERVICES } from './services.js';
export type { ServiceName } from './services.js';
export { ServiceUrl } from './service-url.js';
export { trustedProxiesOf } from './trusted-proxies.js';
export {
  IsServiceKeyOf,
  servicePrivateKey,
  servicePublicEntry,
  servicePublicKeys,
} from './service-keys.js';
