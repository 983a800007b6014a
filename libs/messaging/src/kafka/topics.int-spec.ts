import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dlqOf, TOPIC_SHAPE, TOPICS } from '@tandem/contracts';
import { backingServices, logOf, uniquePrefix } from '@tandem/testing';
import kafkajs from 'kafkajs';
import { KafkaTransport } from './kafka-transport.js';
import { copiesOf } from './make-topics.js';

// Real: Kafka.
describe('topics on Kafka', () => {
  const prefix = uniquePrefix();
  let transport: KafkaTransport;
  let admin: kafkajs.Admin;

  beforeAll(async () => {
    const brokers = backingServices().kafka;
    transport = new KafkaTransport({ brokers, clientId: 'topics-spec', topicPrefix: prefix });
    admin = new kafkajs.Kafka({ brokers, clientId: 'topics-spec' }).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.disconnect();
    await transport.close();
  });

  it('are made as the document for consumers describes them', async () => {
    await transport.ensureTopics([TOPICS.part]);
    for (const topic of [TOPICS.part, dlqOf(TOPICS.part)]) {
      const name = prefix + topic;
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      expect(topics[0]!.partitions).toHaveLength(TOPIC_SHAPE.partitions);
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name }],
      });
      const own = resources[0]!.configEntries.filter(({ isDefault }) => !isDefault);
      const told = Object.fromEntries(own.map((one) => [one.configName, one.configValue]));
      expect(told).toMatchObject({ ...TOPIC_SHAPE.config, 'min.insync.replicas': '1' });
    }
  });

  it('that are there are left as they are, and those with too few copies are named', async () => {
    await transport.ensureTopics([TOPICS.part]);
    const brokers = backingServices().kafka;
    const wants = { brokers, clientId: 'topics-spec', topicPrefix: prefix, replicationFactor: 3 };
    const three = new KafkaTransport(wants);
    const lines = await logOf(() => three.ensureTopics([TOPICS.part]));
    await three.close();
    const told = lines.flatMap((line) => (JSON.parse(line) as { topics?: string[] }).topics ?? []);
    expect(told.sort()).toEqual([prefix + TOPICS.part, prefix + dlqOf(TOPICS.part)]);
  });

  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [2, 0, 2],
    [5, 0, 3],
    [1, 3, 3],
  ])('at %i brokers and a factor of %i have %i copies', (brokers, factor, copies) =>
    expect(copiesOf(Array<string>(brokers).fill('broker:9092'), factor)).toBe(copies),
  );
});
