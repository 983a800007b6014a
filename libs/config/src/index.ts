export { readEnv } from './env.js';
export type { Env } from './env.js';
export { Setting } from './setting.js';
export type { SettingKind, SettingOptions, SettingValue } from './setting.js';
export { ConfigError, loadConfig, loadSettings } from './load.js';
export { isKnownSecret, refuseKnownSecrets } from './known-secrets.js';
export { describeSettings } from './describe.js';
export type { SettingRow } from './describe.js';
export { LOG_LEVELS, ServiceConfig } from './service-config.js';
export type { LogLevel, SaslMechanism } from './service-config.js';
export { isLoopback, trustedProxiesOf } from './trusted-proxies.js';
export {
  IsServiceKeyOf,
  servicePrivateKey,
  servicePublicEntry,
  servicePublicKeys,
} from './service-keys.js';
export type { ServicePublicKey } from './service-keys.js';
