import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { ServiceEntry } from '@tandem/config/services';
import type { Secrets } from './home.ts';

/** The secrets of one service besides its database's address: what another one reads, it is not given. */
export function ownSecrets(service: ServiceEntry, secrets: Secrets): Record<string, string> {
  const { name, prefix, calls } = service;
  const alone: Record<string, Record<string, string>> = {
    auth: { AUTH_KEY_ENCRYPTION_SECRET: secrets.keyEncryption },
    catalog: { CATALOG_CONFIRM_SECRET: secrets.confirmation },
    order: { ORDER_GUEST_SECRET: secrets.guestCookie },
  };
  return {
    ...alone[name],
    ...(calls ? { [`${prefix}_SERVICE_KEY`]: secrets.serviceKeys[name] ?? '' } : {}),
  };
}

/** The public halves of all service keys, as `TANDEM_SERVICE_KEYS` has them. */
export function publicServiceKeys({ serviceKeys }: Secrets): string {
  return Object.entries(serviceKeys)
    .map(([name, key]) => {
      const privateKey = createPrivateKey({
        key: Buffer.from(key, 'base64'),
        format: 'der',
        type: 'pkcs8',
      });
      return `${name}=${createPublicKey(privateKey).export({ format: 'jwk' }).x}`;
    })
    .join(',');
}
