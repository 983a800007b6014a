import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_DESTINATION_PARTITION_ID,
  ATTR_MESSAGING_KAFKA_MESSAGE_KEY,
  ATTR_MESSAGING_KAFKA_OFFSET,
  ATTR_MESSAGING_MESSAGE_BODY_SIZE,
  ATTR_MESSAGING_MESSAGE_ID,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
  MESSAGING_OPERATION_TYPE_VALUE_SEND,
  MESSAGING_SYSTEM_VALUE_KAFKA,
} from '@opentelemetry/semantic-conventions/incubating';
import type { EventTransport, ReceivedMessage, WireMessage } from './transport.js';

type Kind = EventTransport['kind'];

/** Name and attributes of a span, as the semantic conventions of messaging have them. */
export interface MessageSpan {
  name: string;
  attributes: Attributes;
}

/** A message on its way to a topic. */
export function sendSpan(message: WireMessage, topic: string, kind: Kind): MessageSpan {
  return {
    name: `${MESSAGING_OPERATION_TYPE_VALUE_SEND} ${topic}`,
    attributes: {
      ...attributesOf(message, topic, kind),
      [ATTR_MESSAGING_OPERATION_NAME]: MESSAGING_OPERATION_TYPE_VALUE_SEND,
      [ATTR_MESSAGING_OPERATION_TYPE]: MESSAGING_OPERATION_TYPE_VALUE_SEND,
    },
  };
}

/** A message that a consumer group has in hand. */
export function processSpan(message: ReceivedMessage, group: string, kind: Kind): MessageSpan {
  const { topic, partition, offset } = message;
  return {
    name: `${MESSAGING_OPERATION_TYPE_VALUE_PROCESS} ${topic}`,
    attributes: {
      ...attributesOf(message, topic, kind),
      [ATTR_MESSAGING_OPERATION_NAME]: MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
      [ATTR_MESSAGING_OPERATION_TYPE]: MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
      [ATTR_MESSAGING_CONSUMER_GROUP_NAME]: group,
      [ATTR_MESSAGING_DESTINATION_PARTITION_ID]: String(partition),
      ...(kind === 'kafka' && { [ATTR_MESSAGING_KAFKA_OFFSET]: Number(offset) }),
    },
  };
}

function attributesOf({ key, value, headers }: WireMessage, topic: string, kind: Kind): Attributes {
  const isKafka = kind === 'kafka';
  return {
    // The names that collectors and dashboards know; newer drafts call these messaging.system.name and kafka.*.
    [ATTR_MESSAGING_SYSTEM]: isKafka ? MESSAGING_SYSTEM_VALUE_KAFKA : 'in_process',
    [ATTR_MESSAGING_DESTINATION_NAME]: topic,
    [ATTR_MESSAGING_MESSAGE_ID]: headers['ce_id'],
    [ATTR_MESSAGING_MESSAGE_BODY_SIZE]: value.length,
    ...(isKafka && key !== null && { [ATTR_MESSAGING_KAFKA_MESSAGE_KEY]: key }),
    'cloudevents.event_type': headers['ce_type'],
  };
}
