// `npm run keys:rotate`: wraps every game key with GAME_KEY_ENCRYPTION_SECRET, reading with GAME_KEY_PREVIOUS_SECRETS those of before.
import { loadSettings } from '@tandem/config';
import { logger } from '@tandem/observability';
import { Envelopes, rotateEnvelopes, withDatabase } from '@tandem/persistence';
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
const options = {
  url: config.databaseUrl,
  schema: 'sync',
  applicationName: 'sync-keys-rotate',
  poolSize: 1,
};
const { rotated, unreadable } = await withDatabase(options, (database) =>
  rotateEnvelopes(database, 'game_keys', envelopes),
);
const log = logger('keys-rotate');
log.info({ keys: rotated, version: envelopes.version }, 'game keys are wrapped anew');
for (const [version, count] of unreadable) {
  log.error({ keys: count, version }, 'game keys need a secret that is not configured');
}
process.exitCode = unreadable.size === 0 ? 0 : 1;
