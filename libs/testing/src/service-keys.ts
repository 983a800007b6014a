import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SERVICE_NAMES } from '@tandem/config';
import { SignJWT } from 'jose';

const keys = new Map<string, KeyObject>(
  SERVICE_NAMES.map((service) => [service, generateKeyPairSync('ed25519').privateKey]),
);

function keyOf(service: string): KeyObject {
  const key = keys.get(service);
  if (!key) throw new Error(`${service} is no service`);
  return key;
}

/** Every service's public key, for `TANDEM_SERVICE_KEYS`; made anew in each test process. */
export const SERVICE_KEYS = SERVICE_NAMES.map(
  (service) => `${service}=${createPublicKey(keyOf(service)).export({ format: 'jwk' }).x}`,
).join(',');

/** A service's private key, for `<PREFIX>_SERVICE_KEY`. */
export function serviceKeyOf(service: string): string {
  return keyOf(service).export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** What a token of a service says; the defaults make a good one. */
export interface ServiceTokenClaims {
  keyId?: string;
  /** Whose key signs. */
  signer?: string;
  issuer?: string;
  subject?: string;
  /** Seconds between making and end. Default 60. */
  expiresIn?: number;
  /** Seconds ago that it was made. Default 0. */
  age?: number;
}

/** A service token as `InternalClient` sends it, without the word `Bearer`. */
export function serviceToken(
  caller: string,
  audience: string,
  claims: ServiceTokenClaims = {},
): Promise<string> {
  const madeAt = Math.floor(Date.now() / 1000) - (claims.age ?? 0);
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', kid: claims.keyId ?? caller })
    .setIssuer(claims.issuer ?? caller)
    .setSubject(claims.subject ?? caller)
    .setAudience(audience)
    .setIssuedAt(madeAt)
    .setExpirationTime(madeAt + (claims.expiresIn ?? 60))
    .sign(keyOf(claims.signer ?? caller));
}
