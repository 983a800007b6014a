import type { EventDefinition } from './define-event.js';
import { dlqOf } from './catalogue.js';

interface Operation {
  action: 'receive';
  channel: { $ref: string };
  messages: { $ref: string }[];
  summary: string;
}

interface Channel {
  address: string;
  description: string;
  messages: Record<string, { $ref: string }>;
}

interface Message {
  name: string;
  title: string;
  contentType: string;
  headers: object;
  payload: { schemaFormat: string; schema: object };
}

/** The parts of an AsyncAPI 3 document that this platform uses. */
export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string };
  defaultContentType: string;
  channels: Record<string, Channel>;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message>; schemas: Record<string, object> };
}

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
    traceparent: { type: 'string', description: 'W3C trace context.' },
    'content-type': { const: 'application/json' },
  },
};

const DEAD_LETTER = {
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
};

/** All that a consumer in another language needs to know, as an AsyncAPI 3 document. */
export function asyncApiOf(events: readonly EventDefinition[]): AsyncApiDocument {
  const channels: Record<string, Channel> = {};
  const operations: Record<string, Operation> = {};
  const messages: Record<string, Message> = { dead_letter: DEAD_LETTER };
  const schemas: Record<string, object> = {};
  const topics = Map.groupBy(events, (event) => event.topic);
  for (const [topic, ofTopic] of topics) {
    channels[topic] = {
      address: topic,
      description:
        'CloudEvents 1.0, Kafka binary content mode; ordered by aggregate; at least once.',
      messages: Object.fromEntries(
        ofTopic.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
      ),
    };
    operations[`follow ${topic}`] = {
      action: 'receive',
      channel: { $ref: `#/channels/${topic}` },
      summary: `Changes of ${ofTopic[0]!.aggregateType}`,
      messages: ofTopic.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
    };
    channels[dlqOf(topic)] = {
      address: dlqOf(topic),
      description: `Dead letters of ${topic}.`,
      messages: { dead_letter: { $ref: '#/components/messages/dead_letter' } },
    };
  }
  for (const event of events) {
    schemas[event.type] = event.schema;
    messages[event.type] = {
      name: event.type,
      title: event.summary,
      contentType: 'application/json',
      headers: HEADERS,
      payload: {
        schemaFormat: 'application/schema+json;version=draft-07',
        schema: { $ref: `#/components/schemas/${event.type}` },
      },
    };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tandem events',
      version: '1',
      description:
        'What happens in the shop, for services and other systems. Generated: see libs/contracts.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages, schemas },
  };
}
