import type { EventDefinition } from './define-event.js';
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

const DESCRIPTION = `What happens in the shop, for services and other systems. Generated: see libs/contracts.

**Reading.** Events come at least once: remember \`ce_id\`, or keep the newest \`version\` of each aggregate and leave out what
is not newer. Fields are added without a new type, so ignore the fields and the types that you do not know. A change that
would break a reader is a new type beside the old one. \`ce_dataschema\` is the \`$id\` of the schema of the data in this
document.

**Beginning.** Topics keep events for a time, and what the shop began with was never told. A new consumer begins with
the newest event (or the oldest that is left), and then asks whoever runs the shop to publish a snapshot (decision 0046): every
part comes as a \`content.updated\` in which nothing has \`changed\`, every stock level as a \`stock.updated\`, with the version it
has and \`ce_snapshot: true\`. The rule of versions is the same, so it does not matter what comes in between.`;

const HEADERS = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'The same again when delivered again.' },
    ce_type: { type: 'string' },
    ce_source: { type: 'string', description: '/tandem/<service>' },
    ce_subject: { type: 'string', description: 'The aggregate’s id; also the Kafka key.' },
    ce_time: { type: 'string', format: 'date-time', description: 'When it was committed.' },
    ce_correlationid: { type: 'string' },
    ce_dataschema: {
      type: 'string',
      format: 'uri',
      description: 'The `$id` of the schema of the data in this document.',
    },
    ce_snapshot: {
      const: 'true',
      description: 'Only where nothing has changed: it tells how things are, to who came later.',
    },
    traceparent: { type: 'string', description: 'W3C trace context.' },
    'content-type': { const: 'application/json' },
  },
};

/** What is the same for every event's key. */
const KEY = {
  kafka: {
    key: { type: 'string', description: 'The aggregate’s id: one aggregate keeps its order.' },
    bindingVersion: BINDING,
  },
};

const DEAD_LETTER: Message = {
  name: 'dead_letter',
  title: 'What a consumer group gave up on; the value is the original’s, byte for byte.',
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
    kafka: { key: { type: 'string', description: 'The original’s.' }, bindingVersion: BINDING },
  },
};

/** The topic as it is made. */
function topicBinding(topic: string): { kafka: object } {
  const { partitions, config } = TOPIC_SHAPE;
  return {
    kafka: {
      topic,
      partitions,
      topicConfiguration: { ...config, 'cleanup.policy': [config['cleanup.policy']] },
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
        'One a consumer. The names of the shop’s services are taken, and so is what begins with one.',
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
      'CloudEvents 1.0, Kafka binary content mode; ordered by aggregate; at least once.',
      Object.fromEntries(
        ofTopic.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
      ),
    );
    operations[`send ${topic}`] = {
      action: 'send',
      channel: { $ref: `#/channels/${topic}` },
      summary: `Changes of ${ofTopic[0]!.aggregateType}`,
      description: `Sent by ${ofTopic[0]!.source} after the change has been committed.`,
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
      summary: `What a consumer group of ${topic} gave up on`,
      description: 'Sent by the service whose group it was; staff can have it handled again.',
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
      tags: [{ name: 'events', description: 'Facts, told after they have been committed.' }],
    },
    servers: {
      [SERVER]: {
        host: '{brokers}',
        protocol: 'kafka',
        description: 'With accounts, SASL/SCRAM, and TLS where the shop says so.',
        variables: { brokers: { default: 'kafka:9092', description: 'As in KAFKA_BROKERS.' } },
      },
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages, schemas },
  };
}
