/** Stay where npm put them. */
const LEFT_OUT = [
  // OpenTelemetry's instrumentation waits for them to be loaded by their names.
  'pg',
  'ioredis',
  // Patched where they lie (libs/messaging/src/kafka/quiet-client.ts).
  'kafkajs',
  // Nest loads them by their names, too, when a DTO is made of others: of two copies each would know half of the rules.
  'class-transformer',
  'class-validator',
  // Programs for one platform.
  'sharp',
  '@node-rs/argon2',
  // Read files that lie beside them.
  'pino',
  'pdfkit',
  'fontkit',
  'socket.io',
  'swagger-ui-dist',
  // Rarely needed, and large.
  '@aws-sdk/client-s3',
];

export const isLeftOut = (id: string): boolean =>
  LEFT_OUT.some((name) => id === name || id.startsWith(`${name}/`));
