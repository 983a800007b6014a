import { InProcessTransport } from './in-process-transport.js';
import { KafkaTransport } from './kafka/kafka-transport.js';
import type { KafkaSecurity } from './kafka/security.js';
import type { EventTransport } from './transport.js';

export interface TransportOptions {
  /** `host:port` each; none means the bus of this process. */
  brokers: readonly string[];
  topicPrefix?: string;
  /** How many brokers hold a topic that is made here; 0 or nothing: as many as `brokers`, at most three. */
  replicationFactor?: number;
  clientId: string;
  /** Who this client is to the brokers, and whether they are spoken to over TLS. */
  security?: KafkaSecurity;
}

const inProcess = new InProcessTransport();

/** Kafka when there are brokers, else the one bus that all services of this process share. */
export function createTransport(options: TransportOptions): EventTransport {
  return options.brokers.length > 0 ? new KafkaTransport(options) : inProcess;
}

/**
 * Keeps the in-process bus from delivering until the returned function is called. For a runner
 * that starts several services in one process: call it first, release when all have started.
 */
export function holdInProcessDelivery(): () => void {
  return inProcess.hold();
}
