export { readEnv } from './env.js';
export type { Env } from './env.js';
export { Setting } from './setting.js';
export type { SettingKind, SettingOptions, SettingValue } from './setting.js';
export { ConfigError, loadConfig } from './load.js';
export { describeSettings } from './describe.js';
export type { SettingRow } from './describe.js';
export { LOG_LEVELS, ServiceConfig } from './service-config.js';
export type { LogLevel } from './service-config.js';
