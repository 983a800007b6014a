// `npm run webhook-secrets:rotate`: wraps the secrets of webhooks with WEBHOOK_ENCRYPTION_SECRET, reading with WEBHOOK_PREVIOUS_SECRETS those of before.
import { loadSettings } from '@tandem/config';
import { Envelopes, runRotation } from '@tandem/persistence';
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
const readable = await runRotation(
  'webhook-secrets-rotate',
  {
    url: config.databaseUrl,
    schema: 'realtime',
    table: 'webhook_secrets',
    what: 'secrets of webhooks',
  },
  envelopes,
);
process.exitCode = readable ? 0 : 1;
