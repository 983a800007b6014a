import type { EventDefinition } from './define-event.js';
import { DESCRIPTION } from './asyncapi-description.js';
import { dlqOf, schemaIdOf, TOPIC_SHAPE } from './catalogue.js';
import { openForReaders } from './open-schema.js';

interface Operation {
  /** As the shop sees it. */
  action: 'send';
  channel: { $ref: string };
  messages: { $ref: string }[];
  summary: string;
  description: string;
  bindings: { kafka: object };
}

interface Channel {
  address: string;
  description: string;
  servers: { $ref: string }[];
  messages: Record<string, { $ref: string }>;
  bindings: { kafka: object };
}

interface Message {
  name: string;
  title: string;
  contentType: string;
  headers: object;
  payload: { schemaFormat: string; schema: object };
  bindings: { kafka: object };
}

/** The parts of an AsyncAPI 3 document that this platform uses. */
export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: {
    title: string;
    version: string;
    description: string;
    contact: object;
    license: object;
    tags: { name: string; description: string }[];
  };
  servers: Record<string, object>;
  defaultContentType: string;
  channels: Record<string, Channel>;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message>; schemas: Record<string, object> };
}

const BINDING = '0.5.0';
const SERVER = 'kafka';

const HEADERS = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: {
      type: 'string',
      format: 'uuid',
      description: 'The id of the event. A redelivery carries the same id.',
    },
    ce_type: { type: 'string' },
    ce_source: {
      type: 'string',
      description: 'The service that sent the event: `/tandem/<service>`.',
    },
    ce_subject: {
      type: 'string',
      description: 'The id of the aggregate. It is also the Kafka key.',
    },
    ce_time: { type: 'string', format: 'date-time', description: 'When the change was committed.' },
    ce_correlationid: { type: 'string' },
    ce_dataschema: {
      type: 'string',
      format: 'uri',
      description: 'The `$id` of the data’s schema in this document.',
    },
    ce_snapshot: {
      const: 'true',
      description:
        'Present on snapshot events only. A snapshot event reports the current state, not a change.',
    },
    traceparent: { type: 'string', description: 'W3C trace context.' },
    'content-type': { const: 'application/json' },
  },
};

/** What is the same for every event's key. */
const KEY = {
  kafka: {
    key: {
      type: 'string',
      description: 'The id of the aggregate. The events of one aggregate arrive in order.',
    },
    bindingVersion: BINDING,
  },
};

const DEAD_LETTER: Message = {
  name: 'dead_letter',
  title: 'A message that a consumer group gave up on. The value is identical to the original’s.',
  contentType: 'application/octet-stream',
  headers: {
    type: 'object',
    required: ['x-error', 'x-group', 'x-attempts', 'x-original-topic'],
    properties: {
      'x-error': { type: 'string' },
      'x-group': { type: 'string' },
      'x-attempts': { type: 'string' },
      'x-original-id': { type: 'string' },
      'x-original-topic': { type: 'string' },
      'x-original-partition': { type: 'string' },
      'x-original-offset': { type: 'string' },
    },
  },
  payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: {} },
  bindings: {
    kafka: {
      key: { type: 'string', description: 'The key of the original message.' },
      bindingVersion: BINDING,
    },
  },
};

/** The topic as it is made. */
function topicBinding(topic: string): { kafka: object } {
  const { partitions, config } = TOPIC_SHAPE;
  return {
    kafka: {
      topic,
      partitions,
      topicConfiguration: {
        'cleanup.policy': [config['cleanup.policy']],
        'retention.ms': Number(config['retention.ms']),
      },
      bindingVersion: BINDING,
    },
  };
}

/** Readers have groups of their own; the shop's services use their names. */
const GROUP = {
  kafka: {
    groupId: {
      type: 'string',
      description:
        'Each consumer chooses its own group id. A group id must not begin with the name of a service of the shop.',
    },
    bindingVersion: BINDING,
  },
};

const channelOf = (topic: string, description: string, messages: Channel['messages']): Channel => ({
  address: topic,
  description,
  servers: [{ $ref: `#/servers/${SERVER}` }],
  messages,
  bindings: topicBinding(topic),
});

/** All that a consumer in another language needs to know, as an AsyncAPI 3 document. */
export function asyncApiOf(events: readonly EventDefinition[]): AsyncApiDocument {
  const channels: Record<string, Channel> = {};
  const operations: Record<string, Operation> = {};
  const messages: Record<string, Message> = { dead_letter: DEAD_LETTER };
  const schemas: Record<string, object> = {};
  const topics = Map.groupBy(events, (event) => event.topic);
  for (const [topic, ofTopic] of topics) {
    channels[topic] = channelOf(
      topic,
      'CloudEvents 1.0 in Kafka binary content mode. Events are ordered by aggregate and delivered at least once.',
      Object.fromEntries(
        ofTopic.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
      ),
    );
    operations[`send ${topic}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${topic}` },
      summary: `Changes of ${ofTopic[0]!.aggregateType}`,
      description: `Sent by the service ${ofTopic[0]!.source} after the change was committed.`,
      messages: ofTopic.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
      bindings: GROUP,
    };
    const letters = dlqOf(topic);
    channels[letters] = channelOf(letters, `Dead letters of ${topic}.`, {
      dead_letter: { $ref: '#/components/messages/dead_letter' },
    });
    operations[`send ${letters}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${letters}` },
      summary: `Messages of ${topic} that a consumer group gave up on`,
      description: 'Sent by the service whose consumer group gave up. Staff can retry the message.',
      messages: [{ $ref: `#/channels/${letters}/messages/dead_letter` }],
      bindings: GROUP,
    };
  }
  for (const event of events) {
    schemas[event.type] = { $id: schemaIdOf(event.type), ...openForReaders(event.schema) };
    messages[event.type] = {
      name: event.type,
      title: event.summary,
      contentType: 'application/json',
      headers: HEADERS,
      payload: {
        schemaFormat: 'application/schema+json;version=draft-07',
        schema: { $ref: `#/components/schemas/${event.type}` },
      },
      bindings: KEY,
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tandem events',
      version: '1',
      description: DESCRIPTION,
      contact: { name: 'Tandem' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [
        { name: 'events', description: 'Changes in the shop, sent after they were committed.' },
      ],
    },
    servers: {
      [SERVER]: {
        host: '{brokers}',
        protocol: 'kafka',
        description:
          'Kafka accounts use SASL/SCRAM. The shop’s settings decide whether the connection uses TLS.',
        variables: {
          brokers: {
            default: 'kafka:9092',
            description: 'The brokers, as in the setting KAFKA_BROKERS.',
          },
        },
      },
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages, schemas },
  };
}
