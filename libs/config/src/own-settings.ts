import { IsInt, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from './service-config.js';
import { IsServiceKeyOf } from './service-keys.js';
import { FIRST_PORT } from './service-url.js';
import { SERVICE_NAMES, serviceEntry } from './services.js';
import type { ServiceName } from './services.js';
import { Setting } from './setting.js';

/** What every service has under a prefix of its own. */
interface OwnSettings {
  port: number;
  databaseUrl: string;
  databasePool: number;
}

/** The settings of a service that listens and has a database: what its class extends. */
export type OwnConfig<C extends ServiceConfig = ServiceConfig> = C & OwnSettings;

interface OwnDefaults<C> {
  /** What else it extends, e.g. `MailConfig`. */
  base?: new () => C;
  /** Connections to PostgreSQL at most. Default 10. */
  pool?: number;
  /** Default: the services listen one after another. */
  port?: number;
}

/** The class that the settings of a service extend: `class OrderConfig extends configOf('order')`. */
export function configOf<C extends ServiceConfig = ServiceConfig>(
  service: ServiceName,
  defaults: OwnDefaults<C> = {},
): new () => OwnConfig<C> {
  const place = SERVICE_NAMES.indexOf(service);
  const { prefix } = serviceEntry(service);
  const Base: new () => ServiceConfig = defaults.base ?? ServiceConfig;

  class ServiceOwnConfig extends Base implements OwnSettings {
    @Setting({
      env: `${prefix}_PORT`,
      doc: `Port of ${service}; 0: any free one.`,
      default: defaults.port ?? FIRST_PORT + place,
    })
    @IsInt()
    @Min(0)
    @Max(65_535)
    port!: number;

    @Setting({
      env: `${prefix}_DATABASE_URL`,
      doc: `PostgreSQL address of ${service}, with its own role.`,
      secret: true,
    })
    @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// address' })
    databaseUrl!: string;

    @Setting({
      env: `${prefix}_DATABASE_POOL`,
      doc: `Connections to PostgreSQL an instance of ${service} keeps at most.`,
      default: defaults.pool ?? 10,
    })
    @IsInt()
    @Min(2)
    @Max(100)
    databasePool!: number;
  }
  return ServiceOwnConfig as new () => OwnConfig<C>;
}

/** The setting with which a service that calls others signs its calls. */
export function ServiceKey(service: ServiceName): PropertyDecorator {
  const { prefix } = serviceEntry(service);
  const setting = Setting({
    env: `${prefix}_SERVICE_KEY`,
    doc: `Signs the calls of ${service} to other services: an Ed25519 private key, PKCS #8 DER in base64; TANDEM_SERVICE_KEYS has its public half.`,
    secret: true,
  });
  const rule = IsServiceKeyOf(service);
  return (target, key) => {
    setting(target, key);
    rule(target, key);
  };
}
