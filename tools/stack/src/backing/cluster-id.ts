import { randomBytes } from 'node:crypto';

/**
 * A new id of a Kafka cluster: 16 random bytes in base64url, as `kafka-storage random-uuid` makes them.
 * Never one that begins with "-": `kafka-storage format -t <id>` would read it as an option and refuse to start, one
 * time in 64. Kafka draws again then (org.apache.kafka.common.Uuid); here the highest bit is cleared.
 */
export function newClusterId(bytes: Buffer = randomBytes(16)): string {
  const id = Buffer.from(bytes);
  id.writeUInt8(id.readUInt8(0) & 0x7f, 0);
  return id.toString('base64url');
}
