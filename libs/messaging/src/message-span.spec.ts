import { describe, expect, it } from '@jest/globals';
import { processSpan, sendSpan } from './message-span.js';

const message = {
  key: '7',
  value: Buffer.from('{"part_id":7}'),
  headers: { ce_id: '0198c5a0-0000-7000-8000-00000000000a', ce_type: 'stock.updated' },
};
const received = { ...message, topic: 'tandem.inventory.stock', partition: 2, offset: '41' };
const common = {
  'messaging.system': 'kafka',
  'messaging.destination.name': 'tandem.inventory.stock',
  'messaging.message.id': message.headers.ce_id,
  'messaging.message.body.size': 13,
  'messaging.kafka.message.key': '7',
  'cloudevents.event_type': 'stock.updated',
};

describe('the span of a message', () => {
  it('that is sent is called and described as the conventions say', () => {
    expect(sendSpan(message, received.topic, 'kafka')).toEqual({
      name: 'send tandem.inventory.stock',
      attributes: {
        ...common,
        'messaging.operation.name': 'send',
        'messaging.operation.type': 'send',
      },
    });
  });

  it('that a service works on also says which group took it from where', () => {
    expect(processSpan(received, 'realtime-gateway', 'kafka')).toEqual({
      name: 'process tandem.inventory.stock',
      attributes: {
        ...common,
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': 'realtime-gateway',
        'messaging.destination.partition.id': '2',
        'messaging.kafka.offset': 41,
      },
    });
  });

  it('names Kafka only where it is Kafka', () => {
    const { attributes } = processSpan({ ...received, key: null }, 'order', 'in-process');
    expect(attributes['messaging.system']).toBe('in_process');
    expect(Object.keys(attributes).filter((name) => name.includes('kafka'))).toEqual([]);
  });
});
