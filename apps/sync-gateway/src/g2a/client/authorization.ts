import { createHash } from 'node:crypto';
import type { SyncConfig } from '../../config.js';

/** What the shop shows G2A with each call: the hash of its account. */
export function hashAuthorization(config: SyncConfig): string {
  const { g2aApiHash: hash, g2aApiEmail: email, g2aApiSecret: secret } = config;
  const key = createHash('sha256')
    .update(hash + email + secret)
    .digest('hex');
  return `${hash}, ${key}`;
}
