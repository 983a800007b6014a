import { randomBytes } from 'node:crypto';
import { IsArray, IsBoolean, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { REDIS_ADDRESS } from './redis-address.js';
import { NamesServiceKeys } from './service-keys.js';
import { Setting } from './setting.js';
import { NamesTrustedProxies } from './trusted-proxies.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings every service has. A service adds its own in a subclass. */
export class ServiceConfig {
  @Setting({ env: 'NODE_ENV', doc: 'development, test or production.', default: 'development' })
  @IsIn(['development', 'test', 'production'])
  nodeEnv!: string;

  @Setting({ env: 'TANDEM_HOST', doc: 'Address a service listens on.', default: '127.0.0.1' })
  @IsString()
  host!: string;

  @Setting({
    env: 'TANDEM_TRUSTED_PROXIES',
    doc: 'The front doors whose X-Forwarded headers are believed: addresses, CIDR ranges, loopback, linklocal, uniquelocal, by comma; or none. Production needs it unless the service listens on this machine only.',
    default: '',
    defaultText: 'loopback',
  })
  @NamesTrustedProxies()
  trustedProxies!: string[];

  @Setting({
    env: 'KAFKA_BROKERS',
    doc: 'Kafka brokers, host:port by comma; empty: the in-process bus.',
    default: '',
  })
  @IsArray()
  kafkaBrokers!: string[];

  @Setting({
    env: 'KAFKA_REPLICATION_FACTOR',
    doc: 'How many brokers hold each topic that is made; all but one must have a change before it counts as sent. 0: as many as KAFKA_BROKERS names, at most 3. Topics that are there already stay as they are.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  @Max(9)
  kafkaReplicationFactor!: number;

  @Setting({
    env: 'KAFKA_USERNAME',
    doc: 'The user this service is to Kafka; empty: Kafka asks nobody who he is.',
    default: '',
  })
  @IsString()
  kafkaUsername!: string;

  @Setting({
    env: 'KAFKA_PASSWORD',
    doc: 'The password of KAFKA_USERNAME.',
    default: '',
    secret: true,
  })
  @IsString()
  kafkaPassword!: string;

  @Setting({
    env: 'KAFKA_SASL_MECHANISM',
    doc: `How the password is told: ${SASL_MECHANISMS.join(', ')}. Use plain with KAFKA_TLS or on a network of your own.`,
    default: 'scram-sha-512',
  })
  @IsIn(SASL_MECHANISMS)
  kafkaSaslMechanism!: SaslMechanism;

  @Setting({
    env: 'KAFKA_TLS',
    doc: 'Whether Kafka is spoken to over TLS; an authority of your own goes to NODE_EXTRA_CA_CERTS.',
    default: false,
  })
  @IsBoolean()
  kafkaTls!: boolean;

  @Setting({
    env: 'REDIS_URL',
    doc: 'Redis: redis://user:password@host:port, or redis+sentinel://user:password@host:port,host:port/NAME for the primary that Sentinels watch under that name; rediss is TLS; empty: the in-process cache.',
    default: '',
    secret: true,
  })
  @Matches(REDIS_ADDRESS, { message: 'must be empty, a redis:// or a redis+sentinel:// address' })
  redisUrl!: string;

  @Setting({
    env: 'TANDEM_INSTANCE_ID',
    doc: 'Name of this instance among its like, in logs and metrics.',
    default: () => randomBytes(4).toString('hex'),
    defaultText: 'random',
  })
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, { message: 'may hold letters, digits, dot, dash, underscore' })
  instanceId!: string;

  @Setting({
    env: 'AUTH_JWKS_URL',
    doc: 'Where the public keys of access tokens are published.',
    default: 'http://127.0.0.1:3001/.well-known/jwks.json',
  })
  @Matches(/^https?:\/\//, { message: 'must be an http(s) address' })
  jwksUrl!: string;

  @Setting({
    env: 'TANDEM_SERVICE_KEYS',
    doc: 'The public keys of the services that call others: service=key by comma, the same for every service. A service whose key is being replaced stands there twice.',
  })
  @NamesServiceKeys()
  serviceKeys!: string[];

  @Setting({
    env: 'TANDEM_CUSTOMER_REQUESTS_PER_MINUTE',
    doc: 'Requests that one account without permissions may make in a minute, of an instance; 0: 600 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  customerRequestsPerMinute!: number;

  @Setting({
    env: 'TANDEM_STAFF_REQUESTS_PER_MINUTE',
    doc: 'Requests that one account of the staff may make in a minute, of an instance; 0: 3000 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  staffRequestsPerMinute!: number;

  @Setting({
    env: 'TANDEM_TOPIC_PREFIX',
    doc: 'Put before every Kafka topic and group; keeps test runs apart.',
    default: '',
  })
  @Matches(/^[A-Za-z0-9._-]*$/, { message: 'may hold letters, digits, dot, dash, underscore' })
  topicPrefix!: string;

  @Setting({
    env: 'OUTBOX_DAYS',
    doc: 'Days that an event stays in the outbox of its service after it was published.',
    default: 7,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  outboxDays!: number;

  @Setting({
    env: 'INBOX_DAYS',
    doc: 'Days that a service knows which events it has handled. Not fewer than Kafka keeps them: an event that comes again later is taken for a new one.',
    default: 30,
  })
  @IsInt()
  @Min(8)
  @Max(365)
  inboxDays!: number;

  @Setting({
    env: 'DEAD_LETTER_DAYS',
    doc: 'Days that a message that was given up stays on record after staff have dealt with it. Until then it stays.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  deadLetterDays!: number;

  @Setting({
    env: 'OVERLOAD_TARGET_MS',
    doc: 'A delay of the event loop, or a wait for a database connection, that stands above so many milliseconds is too much: lists, searches and exports are sent away with 503 first; at twice as many all but what is critical. 0: nobody is.',
    default: 100,
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  overloadTargetMs!: number;

  @Setting({ env: 'LOG_LEVEL', doc: `One of ${LOG_LEVELS.join(', ')}.`, default: 'info' })
  @IsIn(LOG_LEVELS)
  logLevel!: LogLevel;
}
