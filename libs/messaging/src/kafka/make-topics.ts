import { newTopic } from '@tandem/contracts';
import { retrying } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import type { Admin } from 'kafkajs';

/** More brokers than that hold other topics, not more copies of one. */
const MOST_COPIES = 3;

const log = logger('kafka');

/** A busy broker has made a topic a moment before it knows of it, which KafkaJS takes for a topic that never was. */
const knownSoon = retrying(
  (error) => (error as { type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION',
  { times: 10, firstMs: 50, longestMs: 1_000 },
);

/**
 * How many brokers hold a topic: what is asked for, else as many as are named. Those that answer at the moment don't count:
 * a topic made during an outage would have too few for good.
 */
export function copiesOf(brokers: readonly string[], replicationFactor = 0): number {
  return replicationFactor || Math.min(Math.max(brokers.length, 1), MOST_COPIES);
}

/** Makes those topics that are not there, in the shape of the contracts, and waits until they have leaders; the others stay as they are. */
export async function makeTopics(
  admin: Admin,
  topics: readonly string[],
  copies: number,
): Promise<void> {
  await knownSoon.execute(async () => {
    const all = new Set(await admin.listTopics());
    const present = topics.filter((topic) => all.has(topic));
    if (copies > 1 && present.length > 0) await tellOfFewer(admin, present, copies);
    const absent = topics.filter((topic) => !all.has(topic));
    if (absent.length === 0) return;
    await admin.createTopics({
      topics: absent.map((topic) => replicated(topic, copies)),
      waitForLeaders: true,
    });
  });
}

/** One copy may be away and changes are still taken; what was taken is at two brokers at least, where there are three. */
function replicated(topic: string, copies: number) {
  const { configEntries, ...shape } = newTopic(topic);
  const inSync = { name: 'min.insync.replicas', value: `${Math.max(copies - 1, 1)}` };
  return { ...shape, replicationFactor: copies, configEntries: [...configEntries, inSync] };
}

async function tellOfFewer(admin: Admin, present: string[], copies: number): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  const fewer = topics
    .filter(({ partitions }) => partitions.some(({ replicas }) => replicas.length < copies))
    .map(({ name }) => name);
  if (fewer.length > 0) {
    log.warn({ topics: fewer, copies }, 'topics that were there already are held by fewer brokers');
  }
}
