import { loadSettings, readEnv, refuseKnownSecrets, ServiceConfig } from '@tandem/config';
import { SERVICES } from '@tandem/config/services';
import { DEBUG_TOPICS, dlqOf, TOPICS } from '@tandem/contracts';
import { copiesOf, makeTopics } from '@tandem/messaging';
import kafkajs, { type AclEntry, type Admin, type KafkaConfig } from 'kafkajs';
import { loadService } from './load-service.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export interface Access {
  /** Beginnings of the topics the service owns. */
  writes: readonly string[];
  /** Beginnings of the topics that it makes when they are asked for. */
  makes: readonly string[];
  /** Topics it consumes, in groups that begin with its name. */
  reads: readonly string[];
}

/** Who may do what, by service: it writes the topics under its name, and reads what its definition says that it consumes. */
export async function readAccess(): Promise<Record<string, Access>> {
  const services = SERVICES.map(async ({ name, prefix }) => {
    const { consumes = [] } = (await loadService(name)).service;
    const own = `tandem.${prefix.toLowerCase()}.`;
    const writes = Object.values(TOPICS).some((topic) => topic.startsWith(own)) ? [own] : [];
    // What staff have replayed for somebody who looks into it.
    const makes = name === 'realtime-gateway' ? [DEBUG_TOPICS] : [];
    return [name, { writes, makes, reads: [...consumes] }] as const;
  });
  return Object.fromEntries(await Promise.all(services));
}

/** One entry an operation: Kafka refuses whatever none of them allows. */
export function aclsOf(access: Readonly<Record<string, Access>>): AclEntry[] {
  return Object.entries(access).flatMap(([service, { writes, makes, reads }]) => {
    const allow = (
      resourceType: number,
      resourceName: string,
      resourcePatternType: number,
      operations: number[],
    ): AclEntry[] =>
      operations.map((operation) => ({
        resourceType,
        resourceName,
        resourcePatternType,
        operation,
        principal: `User:${service}`,
        host: '*',
        permissionType: AclPermissionTypes.ALLOW,
      }));
    const { TOPIC, GROUP } = AclResourceTypes;
    const { LITERAL, PREFIXED } = ResourcePatternTypes;
    const { READ, WRITE, DESCRIBE, CREATE } = AclOperationTypes;
    return [
      ...writes.flatMap((start) => allow(TOPIC, start, PREFIXED, [WRITE, DESCRIBE])),
      ...makes.flatMap((start) => allow(TOPIC, start, PREFIXED, [CREATE, WRITE, DESCRIBE])),
      ...reads.flatMap((topic) => [
        ...allow(TOPIC, topic, LITERAL, [READ, DESCRIBE]),
        ...allow(TOPIC, dlqOf(topic), LITERAL, [READ, WRITE, DESCRIBE]),
      ]),
      ...(reads.length > 0 ? allow(GROUP, service, PREFIXED, [READ, DESCRIBE]) : []),
    ];
  });
}

/** Makes every topic and every permission; what is there already stays. */
export async function grantAccess(admin: Admin, copies = 1): Promise<void> {
  await makeTopics(
    admin,
    Object.values(TOPICS).flatMap((topic) => [topic, dlqOf(topic)]),
    copies,
  );
  await admin.createAcls({ acl: aclsOf(await readAccess()) });
}

if (import.meta.main) {
  const env = readEnv();
  refuseKnownSecrets(env, ['KAFKA_ADMIN_PASSWORD', 'KAFKA_BROKER_PASSWORD']);
  const { kafkaBrokers: brokers, kafkaReplicationFactor } = loadSettings(ServiceConfig, [
    'kafkaBrokers',
    'kafkaReplicationFactor',
  ]);
  const config: KafkaConfig = {
    clientId: 'kafka-access',
    brokers,
    ssl: env.KAFKA_TLS === 'true',
    sasl: {
      mechanism: (env.KAFKA_SASL_MECHANISM ?? 'scram-sha-512') as 'plain',
      username: env.KAFKA_ADMIN_USERNAME ?? '',
      password: env.KAFKA_ADMIN_PASSWORD ?? '',
    },
  };
  const admin = new kafkajs.Kafka(config).admin();
  await admin.connect();
  await grantAccess(admin, copiesOf(brokers, kafkaReplicationFactor));
  await admin.disconnect();
  console.log(
    'Kafka: every service may write what it owns and read what it consumes, nothing else',
  );
  // Modules of the services may hold timers or sockets that mean nothing to a job that is done.
  process.exit(0);
}
