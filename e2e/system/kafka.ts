import { Kafka, logLevel, type IHeaders } from 'kafkajs';

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

/** Everything a topic holds from its beginning, as another team's consumer would read it. */
export async function readTopic(brokers: string[], topic: string): Promise<WireEvent[]> {
  const kafka = client(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const ends = new Map(offsets.map((o) => [o.partition, Number(o.high)]));
  const open = new Set([...ends].filter(([, high]) => high > 0).map(([partition]) => partition));
  const events: WireEvent[] = [];
  if (!open.size) return events;
  const consumer = kafka.consumer({ groupId: `system-test-${Date.now()}-${Math.random()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
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
          if (Number(message.offset) + 1 >= ends.get(partition)!) open.delete(partition);
          if (!open.size) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return events;
}

/** Puts one raw message on a topic, as a faulty producer of another team might. */
export async function produce(
  brokers: string[],
  topic: string,
  message: { key: string; value: string; headers: Record<string, string> },
): Promise<void> {
  const producer = client(brokers).producer();
  await producer.connect();
  await producer.send({ topic, messages: [message] });
  await producer.disconnect();
}
