import { newTopic } from '@tandem/contracts';
import { retrying } from '@tandem/kernel';
import type { Admin } from 'kafkajs';

/** A busy broker has made a topic a moment before it knows of it, which KafkaJS takes for a topic that never was. */
const knownSoon = retrying(
  (error) => (error as { type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION',
  { times: 10, firstMs: 50, longestMs: 1_000 },
);

/** Makes those topics that are not there, in the shape of the contracts, and waits until they have leaders. */
export async function makeTopics(admin: Admin, topics: readonly string[]): Promise<void> {
  await knownSoon.execute(async () => {
    const present = new Set(await admin.listTopics());
    const absent = topics.filter((topic) => !present.has(topic));
    if (absent.length === 0) return;
    await admin.createTopics({ topics: absent.map(newTopic), waitForLeaders: true });
  });
}
