import { Kafka, logLevel, type IHeaders, type KafkaMessage } from 'kafkajs';

export interface WireEvent {
  id: string;
  type: string;
  subject: string;
  data: { part_id?: number; version: number };
  headers: Record<string, string>;
}

function client(brokers: string[]): Kafka {
  return new Kafka({ clientId: 'system-test', brokers, logLevel: logLevel.NOTHING });
}

function texts(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([k, v]) => [k, String(v)]));
}

/** Hands over everything that topics hold from their beginning, as another team's consumer would read it. */
async function drain(
  brokers: string[],
  topics: (all: string[]) => string[],
  take: (topic: string, message: KafkaMessage) => void,
): Promise<void> {
  const kafka = client(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const wanted = topics(await admin.listTopics());
  const ends = new Map<string, number>();
  for (const topic of wanted) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) ends.set(`${topic} ${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  if (!ends.size) return;
  const consumer = kafka.consumer({ groupId: `system-test-${Date.now()}-${Math.random()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: wanted, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ topic, partition, message }) => {
          take(topic, message);
          const from = `${topic} ${partition}`;
          if (Number(message.offset) + 1 >= (ends.get(from) ?? 0)) ends.delete(from);
          if (!ends.size) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
}

/** Everything a topic holds. */
export async function readTopic(brokers: string[], topic: string): Promise<WireEvent[]> {
  const events: WireEvent[] = [];
  const only = () => [topic];
  await drain(brokers, only, (_topic, message) => {
    const headers = texts(message.headers);
    let data: WireEvent['data'] = { version: NaN };
    try {
      data = JSON.parse(String(message.value));
    } catch {
      // A dead letter may hold what was never JSON.
    }
    events.push({
      id: headers.ce_id ?? '',
      type: headers.ce_type ?? '',
      subject: headers.ce_subject ?? String(message.key),
      data,
      headers,
    });
  });
  return events;
}

/** Every message of every topic, dead letters among them, as text. */
export async function readAllTopics(brokers: string[]): Promise<{ topic: string; text: string }[]> {
  const messages: { topic: string; text: string }[] = [];
  const written = (all: string[]) => all.filter((topic) => !topic.startsWith('__'));
  await drain(brokers, written, (topic, { key, value, headers }) => {
    const text = [key, value, JSON.stringify(texts(headers))].map(String).join('\n');
    messages.push({ topic, text });
  });
  return messages;
}

export interface RawMessage {
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** Puts raw messages on a topic at once, as a faulty producer of another team might. */
export async function produce(
  brokers: string[],
  topic: string,
  ...messages: RawMessage[]
): Promise<void> {
  const producer = client(brokers).producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}
