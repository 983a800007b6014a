export { createTransport, holdInProcessDelivery } from './create-transport.js';
export type { TransportOptions } from './create-transport.js';
export { DeadLetters } from './dead-letters.js';
export type { DeadLetter, ListDeadLetters, RetryResult } from './dead-letters.js';
export type { HousekeepingOptions } from './housekeeping.js';
export { InProcessTransport } from './in-process-transport.js';
export { InboxStrategy } from './inbox-strategy.js';
export type { InboxOptions } from './inbox-strategy.js';
export { KafkaTransport } from './kafka/kafka-transport.js';
export type { KafkaTransportOptions } from './kafka/kafka-transport.js';
export { EVENT_TRANSPORT, MessagingModule, connectInbox } from './messaging.module.js';
export type { MessagingOptions } from './messaging.module.js';
export { OnEvent, OnEventBatch } from './on-event.js';
export { Outbox, causeHeaders, newEvent, outbox } from './outbox.js';
export type { AddOptions, NewEvent } from './outbox.js';
export { OutboxRelay } from './relay.js';
export type { RelayOptions } from './relay.js';
export { InboxRunner } from './runner.js';
export type {
  BatchContext,
  BatchHandler,
  EventContext,
  EventHandler,
  HandledEvent,
  RunnerOptions,
} from './runner.js';
export { publishSnapshot } from './snapshot.js';
export type { SnapshotOptions, SnapshotPage } from './snapshot.js';
export { CHANGES_CHANNEL, inboxSql, outboxChannel, outboxSql } from './sql.js';
export type {
  EventTransport,
  ReceivedMessage,
  SubscribeOptions,
  Subscription,
  WireMessage,
} from './transport.js';
export { UnparsableMessage } from './wire.js';
export type { EventInfo } from './wire.js';
