import { configOf, OtherServiceUrls, ServiceKey, Setting } from '@tandem/config';
import { MailConfig } from '@tandem/mail';
import {
  IsArray,
  IsBoolean,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** Settings of the realtime gateway beside those every service has. */
@OtherServiceUrls('realtime-gateway')
export class RealtimeConfig extends configOf('realtime-gateway', { base: MailConfig, port: 0 }) {
  @ServiceKey('realtime-gateway')
  serviceKey!: string;

  @Setting({
    env: 'TANDEM_INSTANCE_ID',
    doc: 'Name of this instance among its like: the front door routes a socket by it, so no dots.',
    default: () => `rt-${crypto.randomUUID().slice(0, 8)}`,
    defaultText: 'random',
  })
  @Matches(/^[A-Za-z0-9-]{1,64}$/, { message: 'may hold letters, digits and dashes' })
  declare instanceId: string;

  @Setting({
    env: 'REALTIME_LOG_RETENTION_HOURS',
    doc: 'Hours an event stays in the recent-event log; an older last_event_id gets a resync.',
    default: 24,
  })
  @Min(0.001)
  logRetentionHours!: number;

  @Setting({
    env: 'REALTIME_LOG_MAX_ROWS',
    doc: 'Most events the recent-event log holds, whatever their age.',
    default: 100_000,
  })
  @IsInt()
  @Min(10)
  logMaxRows!: number;

  @Setting({
    env: 'REALTIME_RESUME_MAX_EVENTS',
    doc: 'Most missed events one subscribe call replays; more gets a resync.',
    default: 1_000,
  })
  @IsInt()
  @Min(1)
  resumeMaxEvents!: number;

  @Setting({
    env: 'REALTIME_CHANGES_PER_MINUTE',
    doc: 'Pages of the public change feed that one address may read in a minute, of an instance; 0: 300 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  changesPerMinute!: number;

  @Setting({
    env: 'WEBHOOK_ENCRYPTION_SECRET',
    doc: 'Encrypts the secrets of webhooks at rest; at least 32 characters, the same for every instance.',
    secret: true,
  })
  @MinLength(32)
  webhookEncryptionSecret!: string;

  @Setting({
    env: 'WEBHOOK_PREVIOUS_SECRETS',
    doc: 'Earlier values of WEBHOOK_ENCRYPTION_SECRET, by comma, until webhook-secrets:rotate has wrapped every secret anew.',
    default: '',
    secret: true,
  })
  @MinLength(32, { each: true })
  webhookPreviousSecrets!: string[];

  @Setting({
    env: 'WEBHOOK_LOCAL_ADDRESSES',
    doc: 'Whether webhooks may go to http://127.0.0.1, for trying things out on one machine.',
    default: false,
  })
  @IsBoolean()
  webhookLocalAddresses!: boolean;

  @Setting({
    env: 'WEBHOOK_TIMEOUT_MS',
    doc: 'Milliseconds that an endpoint of webhooks may take for its answer.',
    default: 10_000,
  })
  @IsInt()
  @Min(100)
  @Max(30_000)
  webhookTimeoutMs!: number;

  @Setting({
    env: 'WEBHOOK_FAILING_HOURS',
    doc: 'An endpoint that has taken nothing for so many hours is switched off.',
    default: 120,
  })
  @Min(0.0001)
  webhookFailingHours!: number;

  @Setting({
    env: 'WEBHOOK_ALERTS_TO',
    doc: 'Addresses of staff, separated by commas, who get a mail when the shop switches an endpoint of webhooks off; empty: nobody.',
    default: '',
  })
  @Matches(/^$|^[^\s,@]+@[^\s,@]+(,[^\s,@]+@[^\s,@]+){0,19}$/, {
    message: 'must be empty or at most 20 e-mail addresses separated by commas',
  })
  @MaxLength(2_000)
  webhookAlertsTo!: string;

  @Setting({
    env: 'WEBHOOK_LOG_DAYS',
    doc: 'Days that the log of a webhook is kept once it was delivered or given up.',
    default: 14,
  })
  @Min(0.0001)
  webhookLogDays!: number;

  @Setting({
    env: 'REALTIME_REPLAY_DAYS',
    doc: 'Days that a replay of events stays on record after its end.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  replayDays!: number;

  @Setting({
    env: 'REALTIME_TAIL_POLL_MS',
    doc: 'Milliseconds between looks at the log when no notification comes.',
    default: 2_000,
  })
  @IsInt()
  @Min(10)
  tailPollMs!: number;

  @Setting({
    env: 'REALTIME_LIST_WINDOW_MS',
    doc: 'Milliseconds over which changes of one list are gathered into one list.changed.',
    default: 150,
  })
  @IsInt()
  @Min(0)
  listWindowMs!: number;

  @Setting({
    env: 'REALTIME_MESSAGES_PER_SECOND',
    doc: 'Messages a socket may send a second, with bursts of three times as many.',
    default: 20,
  })
  @Min(1)
  messagesPerSecond!: number;

  @Setting({
    env: 'REALTIME_PING_INTERVAL_MS',
    doc: 'Milliseconds between heartbeats of a socket.',
    default: 20_000,
  })
  @IsInt()
  @Min(100)
  pingIntervalMs!: number;

  @Setting({
    env: 'REALTIME_PING_TIMEOUT_MS',
    doc: 'Milliseconds without an answer after which a socket counts as gone.',
    default: 15_000,
  })
  @IsInt()
  @Min(100)
  pingTimeoutMs!: number;

  @Setting({
    env: 'REALTIME_ORIGINS',
    doc: 'Origins beside the sites’ own whose pages may open sockets, by comma.',
    default: '',
  })
  @IsArray()
  @Matches(/^https?:\/\/[^/\s]+$/, {
    each: true,
    message: 'may hold origins, such as https://shop.example',
  })
  origins!: string[];

  @Setting({
    env: 'REALTIME_SOCKETS_PER_ADDRESS',
    doc: 'Connections one address may have with an instance; 0: 200 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  socketsPerAddress!: number;

  @Setting({
    env: 'REALTIME_SOCKETS_PER_USER',
    doc: 'Sockets one signed-in person may have with an instance; 0: 50 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  socketsPerUser!: number;

  @Setting({
    env: 'REALTIME_CONNECTIONS_PER_MINUTE',
    doc: 'New connections one address may ask an instance for in a minute; 0: 240 in production, else 100000.',
    default: 0,
  })
  @IsInt()
  @Min(0)
  connectionsPerMinute!: number;
}
