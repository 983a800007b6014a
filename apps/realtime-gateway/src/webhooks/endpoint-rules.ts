import { isIP } from 'node:net';
import { ALERT_MESSAGES } from '@tandem/contracts';
import { isPublicAddress, type AddressRule } from '@tandem/http';
import { invalidField } from '@tandem/kernel';
import { PUBLIC_FIELDS } from '../ingest/public-view.js';

/** What an endpoint may be told of: the public changes of parts, and alerts. */
export const WEBHOOK_TYPES = [...Object.keys(PUBLIC_FIELDS), ...ALERT_MESSAGES];

/** Sent when staff try an endpoint, whatever it has chosen. */
export const TEST_TYPE = 'webhook.test';

const LOCAL = new Set(['127.0.0.1', 'localhost']);

/**
 * Which addresses a webhook may be sent to.
 * @param local whether this machine itself is one, as on a laptop.
 */
export const webhookAddresses =
  (local: boolean): AddressRule =>
  (address) =>
    isPublicAddress(address) || (local && LOCAL.has(address));

/** @throws DomainError 422 on `url` when nothing would ever be sent there. */
export function endpointUrl(url: string, local: boolean): string {
  if (!URL.canParse(url)) throw invalidField('url', 'is not a URL');
  const { protocol, username, password, hostname, hash, href } = new URL(url);
  const isLocal = local && LOCAL.has(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) {
    throw invalidField('url', 'must begin with https://');
  }
  if (username || password) throw invalidField('url', 'must not carry a password');
  if (hash) throw invalidField('url', 'must not have a part after #');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !webhookAddresses(local)(host)) {
    throw invalidField('url', 'is not a public address');
  }
  return href;
}
