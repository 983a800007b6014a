// `npm run keys:rotate`: wraps every game key with GAME_KEY_ENCRYPTION_SECRET, reading with GAME_KEY_PREVIOUS_SECRETS those of before.
import { loadSettings } from '@tandem/config';
import { Envelopes, runRotation } from '@tandem/persistence';
import { SyncConfig } from './config.js';

const config = loadSettings(SyncConfig, [
  'databaseUrl',
  'gameKeyEncryptionSecret',
  'gameKeyPreviousSecrets',
]);
const envelopes = new Envelopes(
  'tandem game keys',
  config.gameKeyEncryptionSecret,
  config.gameKeyPreviousSecrets,
);
const readable = await runRotation(
  'keys-rotate',
  { url: config.databaseUrl, schema: 'sync', table: 'game_keys', what: 'game keys' },
  envelopes,
);
process.exitCode = readable ? 0 : 1;
