import { Catch } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom, throwError } from 'rxjs';
import { traceHeaders } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import { DeadLetters } from './dead-letters.js';
import { EventReplay } from './event-replay.js';
import { handledType, type HandledType } from './handles-again.js';
import { BatchRunner } from './batch-runner.js';
import { BATCH, INBOX_TRANSPORT, type BatchOptions } from './on-event.js';
import { InboxRunner } from './runner.js';
import type { EventHandler, HandledEvent, RunnerOptions } from './runner.js';
import type { EventTransport, Subscription } from './transport.js';

export interface InboxOptions {
  database: Database;
  transport: EventTransport;
  /** The service's name; its instances share the work as one consumer group. */
  service: string;
  topics: readonly string[];
}

const PARTITIONS = 3;

/** NestJS's side of the inbox: `@OnEvent` handlers are found by Nest and called by the runner. */
export class InboxStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = INBOX_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  readonly runner: InboxRunner;
  private readonly batches: BatchRunner;
  readonly deadLetters: DeadLetters;
  readonly eventReplay: EventReplay;
  private subscription: Subscription | undefined;

  constructor(private readonly options: InboxOptions) {
    super();
    const { database, service, transport } = options;
    const runner = {
      database,
      consumer: service,
      kind: transport.kind,
      handlerOf: (type: string) => this.handlerOf(type),
      batchOf: (type: string) => this.batchOf(type),
    };
    this.runner = new InboxRunner(runner);
    this.batches = new BatchRunner(runner, this.runner);
    this.deadLetters = new DeadLetters(database, service, this.runner);
    this.eventReplay = new EventReplay(this.runner, () => this.handledTypes());
  }

  /** Subscribes in the background, so a service starts whether the transport is there or not. */
  listen(callback: () => void): void {
    const { transport, service, topics } = this.options;
    if (topics.length > 0) {
      const inBatches = [...this.messageHandlers.values()].some((one) => one.extras?.[BATCH]);
      this.subscription = transport.subscribe({
        group: service,
        topics,
        onMessage: (message, signal) => this.runner.handle(message, signal),
        ...(inBatches && {
          onMessages: (messages, signal, done) => this.batches.handle(messages, signal, done),
          // Batches of all partitions come together in one transaction: they must all be asked at once.
          concurrency: topics.length * PARTITIONS,
        }),
      });
    }
    callback();
  }

  async close(): Promise<void> {
    await this.subscription?.close();
    this.subscription = undefined;
  }

  on(): void {
    throw new Error('The inbox emits no events');
  }

  unwrap<T>(): T {
    return this.options.transport as T;
  }

  private handledTypes(): HandledType[] {
    return [...this.messageHandlers].map(([type, first]) => {
      const extras: unknown[] = [];
      for (let handler: MessageHandler | undefined = first; handler; handler = handler.next) {
        extras.push(handler.extras);
      }
      return handledType(type, extras);
    });
  }

  private handlerOf(type: string): EventHandler | undefined {
    const first = this.messageHandlers.get(type);
    if (!first) return undefined;
    const batch = this.batchOf(type);
    if (batch) {
      return (data, { event, ...context }) => {
        const { traceparent } = traceHeaders();
        return batch.handle([{ data, event, traceparent }], context);
      };
    }
    return async (data, context) => {
      for (let handler: MessageHandler | undefined = first; handler; handler = handler.next) {
        await settled(await handler(data, context));
      }
    };
  }

  private batchOf(type: string): ReturnType<NonNullable<RunnerOptions['batchOf']>> {
    const first = this.messageHandlers.get(type);
    const handlers: MessageHandler[] = [];
    for (let handler = first; handler; handler = handler.next) handlers.push(handler);
    const options = handlers.map(({ extras }) => extras?.[BATCH] as BatchOptions | undefined);
    // Several handlers of one type are called one after another; one that takes single events makes all do so.
    if (!first || options.some((of) => of === undefined)) return undefined;
    return {
      of: handlers.length > 1 ? first : options[0],
      most: Math.min(...options.map((of) => of!.most)),
      handle: async (events: readonly HandledEvent[], context) => {
        for (const handler of handlers) await settled(await handler(events, context));
      },
    };
  }
}

async function settled(result: unknown): Promise<void> {
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}

/** Hands the runner the very error a handler threw; Nest's own filter hides it from the reason. */
@Catch()
export class PassErrorsOn implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}
