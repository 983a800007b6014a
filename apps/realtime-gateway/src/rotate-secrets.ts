// `npm run webhook-secrets:rotate`: wraps the secrets of webhooks with WEBHOOK_ENCRYPTION_SECRET, reading with WEBHOOK_PREVIOUS_SECRETS those of before.
import { loadSettings } from '@tandem/config';
import { logger } from '@tandem/observability';
import { Envelopes, rotateEnvelopes, withDatabase } from '@tandem/persistence';
import { RealtimeConfig } from './config.js';
import { WEBHOOK_SECRETS } from './webhooks/webhook-secrets.js';

const config = loadSettings(RealtimeConfig, [
  'databaseUrl',
  'webhookEncryptionSecret',
  'webhookPreviousSecrets',
]);
const envelopes = new Envelopes(
  WEBHOOK_SECRETS,
  config.webhookEncryptionSecret,
  config.webhookPreviousSecrets,
);
const options = {
  url: config.databaseUrl,
  schema: 'realtime',
  applicationName: 'realtime-secrets-rotate',
  poolSize: 1,
};
const { rotated, unreadable } = await withDatabase(options, (database) =>
  rotateEnvelopes(database, 'webhook_secrets', envelopes),
);
const log = logger('webhook-secrets-rotate');
log.info({ secrets: rotated, version: envelopes.version }, 'secrets of webhooks are wrapped anew');
for (const [version, count] of unreadable) {
  log.error(
    { secrets: count, version },
    'secrets of webhooks need a secret that is not configured',
  );
}
process.exitCode = unreadable.size === 0 ? 0 : 1;
