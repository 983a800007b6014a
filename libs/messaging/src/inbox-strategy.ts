import { Catch } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy, MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom, throwError } from 'rxjs';
import type { DataSource } from 'typeorm';
import { DeadLetters } from './dead-letters.js';
import { INBOX_TRANSPORT } from './on-event.js';
import { InboxRunner } from './runner.js';
import type { EventHandler } from './runner.js';
import type { EventTransport, Subscription } from './transport.js';

export interface InboxOptions {
  dataSource: DataSource;
  transport: EventTransport;
  /** The service's name; its instances share the work as one consumer group. */
  service: string;
  topics: readonly string[];
}

/** NestJS's side of the inbox: `@OnEvent` handlers are found by Nest and called by the runner. */
export class InboxStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = INBOX_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  readonly runner: InboxRunner;
  readonly deadLetters: DeadLetters;
  #subscription: Subscription | undefined;

  constructor(private readonly options: InboxOptions) {
    super();
    const { dataSource, service } = options;
    this.runner = new InboxRunner({
      dataSource,
      consumer: service,
      handlerOf: (type) => this.#handlerOf(type),
    });
    this.deadLetters = new DeadLetters(dataSource, service, this.runner);
  }

  /** Subscribes in the background, so a service starts whether the transport is there or not. */
  listen(callback: () => void): void {
    const { transport, service, topics } = this.options;
    if (topics.length > 0) {
      this.#subscription = transport.subscribe({
        group: service,
        topics,
        onMessage: (message, signal) => this.runner.handle(message, signal),
      });
    }
    callback();
  }

  async close(): Promise<void> {
    await this.#subscription?.close();
    this.#subscription = undefined;
  }

  on(): void {
    throw new Error('The inbox emits no events');
  }

  unwrap<T>(): T {
    return this.options.transport as T;
  }

  #handlerOf(type: string): EventHandler | undefined {
    const first = this.messageHandlers.get(type);
    if (!first) return undefined;
    return async (data, context) => {
      for (let handler: MessageHandler | undefined = first; handler; handler = handler.next) {
        const result: unknown = await handler(data, context);
        if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
      }
    };
  }
}

/** Hands the runner the very error a handler threw; Nest's own filter hides it from the reason. */
@Catch()
export class PassErrorsOn implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}
