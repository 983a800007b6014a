import type { SaslMechanism } from '@tandem/config';
import type { KafkaConfig, SASLOptions } from 'kafkajs';

export interface KafkaSecurity {
  /** Empty: no user, as for a broker that asks nobody. */
  username: string;
  password: string;
  mechanism: SaslMechanism;
  tls: boolean;
}

/** The part of a Kafka client's settings that says who it is. */
export function connectionOf(
  security: KafkaSecurity | undefined,
): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  if (!security) return {};
  const { username, password, mechanism, tls } = security;
  const sasl = { mechanism, username, password } as SASLOptions;
  return { ...(tls ? { ssl: true } : {}), ...(username === '' ? {} : { sasl }) };
}
