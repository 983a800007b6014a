import { Inject, Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  INestApplication,
  INestMicroservice,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ServiceConfig } from '@tandem/config';
import { HealthRegistry } from '@tandem/http';
import type { Equipment } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { watchBacklog } from './backlog.js';
import { createTransport } from './create-transport.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLetters } from './dead-letters.js';
import { EventReplay } from './event-replay.js';
import { EventReplayController } from './event-replay.controller.js';
import { ForgetMessages } from './forget-messages.js';
import { InboxStrategy, PassErrorsOn } from './inbox-strategy.js';
import { OutboxRelay } from './relay.js';
import type { EventTransport } from './transport.js';

export interface MessagingOptions {
  schema: string;
  /** The service's name: source of its events and consumer group of its handlers. */
  service: string;
  /** The topics its `@OnEvent` handlers listen to. */
  consumes: readonly string[];
}

/** Injects the `MessagingOptions`. */
const OPTIONS = Symbol('MESSAGING_OPTIONS');
/** Injects the `EventTransport`. */
export const EVENT_TRANSPORT = Symbol('EVENT_TRANSPORT');

/**
 * Gives a service its outbox and the relay that publishes it, its inbox, its dead letters and the route on which the
 * realtime gateway asks for them; it has a `JobsModule`. The inbox runs once `connectInbox(app)` was called.
 */
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private backlog: { stop(): void } | undefined;

  constructor(
    private readonly relay: OutboxRelay,
    private readonly inbox: InboxStrategy,
    private readonly database: Database,
    @Inject(OPTIONS) private readonly options: MessagingOptions,
    private readonly ref: ModuleRef,
  ) {}

  static forRoot(options: MessagingOptions): DynamicModule {
    const { schema, service, consumes: topics } = options;
    return {
      module: MessagingModule,
      global: true,
      controllers: [DeadLettersController, EventReplayController],
      providers: [
        ForgetMessages,
        { provide: OPTIONS, useValue: options },
        {
          provide: EVENT_TRANSPORT,
          inject: [ServiceConfig],
          useFactory: (config: ServiceConfig) =>
            createTransport({
              brokers: config.kafkaBrokers,
              topicPrefix: config.topicPrefix,
              replicationFactor: config.kafkaReplicationFactor,
              clientId: `${service}-${config.instanceId}`,
              security: {
                username: config.kafkaUsername,
                password: config.kafkaPassword,
                mechanism: config.kafkaSaslMechanism,
                tls: config.kafkaTls,
              },
            }),
        },
        {
          provide: OutboxRelay,
          inject: [Database, EVENT_TRANSPORT],
          useFactory: (database: Database, transport: EventTransport) =>
            new OutboxRelay({ ...options, schema, service, database, transport }),
        },
        {
          provide: InboxStrategy,
          inject: [Database, EVENT_TRANSPORT],
          useFactory: (database: Database, transport: EventTransport) =>
            new InboxStrategy({ database, transport, service, topics }),
        },
        {
          provide: DeadLetters,
          inject: [InboxStrategy],
          useFactory: (inbox: InboxStrategy) => inbox.deadLetters,
        },
        {
          provide: EventReplay,
          inject: [InboxStrategy],
          useFactory: (inbox: InboxStrategy) => inbox.eventReplay,
        },
      ],
      exports: [OutboxRelay, InboxStrategy, DeadLetters, EventReplay, EVENT_TRANSPORT],
    };
  }

  /** The inbox of a service that consumes something runs before it listens. */
  static forService(): Equipment {
    return {
      module: ({ name, schema, consumes }) =>
        MessagingModule.forRoot({ schema, service: name, consumes }),
      onStart: (app, { consumes }) => (consumes.length > 0 ? connectInbox(app) : undefined),
    };
  }

  onApplicationBootstrap(): void {
    const health = this.ref.get(HealthRegistry, { strict: false });
    const transport = this.ref.get<EventTransport>(EVENT_TRANSPORT);
    if (transport.kind === 'kafka') {
      health.add('kafka', () => transport.health(), { required: false });
    }
    health.add('outbox', () => this.relay.assertKeepsUp(), { required: false });
    this.relay.start();
    const { schema, service } = this.options;
    this.backlog = watchBacklog(this.database, schema, service);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.backlog?.stop();
    await this.inbox.close();
    await this.relay.stop();
    await this.ref.get<EventTransport>(EVENT_TRANSPORT).close();
  }
}

/**
 * Starts handing events to the `@OnEvent` handlers of this app. Call it before the app listens; it
 * does not wait for Kafka.
 */
export async function connectInbox(app: INestApplication): Promise<void> {
  await app.init();
  const inbox = app.connectMicroservice<{ strategy: InboxStrategy }>(
    { strategy: app.get(InboxStrategy) },
    { deferInitialization: true },
  ) as INestMicroservice & {
    registerListeners(): void;
    setIsInitialized(value: boolean): void;
    setIsInitHookCalled(value: boolean): void;
  };
  // Filters count only when they are there before the handlers are registered.
  inbox.useGlobalFilters(new PassErrorsOn());
  inbox.registerListeners();
  inbox.setIsInitialized(true);
  inbox.setIsInitHookCalled(true);
  await app.startAllMicroservices();
}
