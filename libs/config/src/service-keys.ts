import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ValidateBy } from 'class-validator';
import { isKnownSecret, KNOWN_SECRET_PROBLEM } from './known-secrets.js';

const ENTRY = /^([a-z][a-z0-9-]*)=([A-Za-z0-9_-]{43})$/;

/** A public key of a service; while a key is replaced, a service has two. */
export interface ServicePublicKey {
  service: string;
  key: KeyObject;
}

interface Knows {
  nodeEnv: string;
  serviceKeys?: unknown;
}

/**
 * The private key of a setting: Ed25519, PKCS #8 DER in base64, as `openssl genpkey -algorithm ed25519 -outform DER | base64` prints it.
 * @throws Error when it is anything else; never says what it was.
 */
export function servicePrivateKey(text: string): KeyObject {
  const key = createPrivateKey({
    key: Buffer.from(text, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return key;
}

/** The entry by which others know a private key: `order=<x>`, `x` as in a JWK. */
export function servicePublicEntry(service: string, privateKey: string): string {
  const { x } = createPublicKey(servicePrivateKey(privateKey)).export({ format: 'jwk' });
  return `${service}=${x}`;
}

/** The public keys of a list of `service=<x>`. */
export function servicePublicKeys(entries: readonly string[]): ServicePublicKey[] {
  return entries.map((entry) => {
    const [, service = '', x = ''] = ENTRY.exec(entry) ?? [];
    const jwk = { kty: 'OKP', crv: 'Ed25519', x };
    return { service, key: createPublicKey({ key: jwk, format: 'jwk' }) };
  });
}

function rule(
  name: string,
  refusal: (value: unknown, of: Knows) => string | undefined,
): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value, args) => refusal(value, args?.object as Knows) === undefined,
      defaultMessage: (args) => refusal(args?.value, args?.object as Knows) ?? '',
    },
  });
}

/** Accepts `service=<x>` by comma. In production, no key whose private half stands in the repository. */
export function NamesServiceKeys(): PropertyDecorator {
  return rule('namesServiceKeys', (value, { nodeEnv }) => {
    const entries = Array.isArray(value) ? (value as string[]) : [];
    if (entries.length === 0 || !entries.every((entry) => ENTRY.test(entry))) {
      return 'must be service=key by comma, each key the x of an Ed25519 JWK';
    }
    const known = entries.some((entry) => isKnownSecret(entry.split('=')[1] ?? ''));
    return nodeEnv === 'production' && known ? KNOWN_SECRET_PROBLEM : undefined;
  });
}

/**
 * Accepts the private key of this service, if `serviceKeys` of the same class has its public half: else every call of it
 * would be refused by the others, one visitor after the other.
 */
export function IsServiceKeyOf(service: string): PropertyDecorator {
  return rule('isServiceKeyOf', (value, { serviceKeys }) => {
    let entry: string;
    try {
      entry = servicePublicEntry(service, String(value));
    } catch {
      return 'must be an Ed25519 private key, PKCS #8 DER in base64';
    }
    return Array.isArray(serviceKeys) && !serviceKeys.includes(entry)
      ? `is not the private half of a key that TANDEM_SERVICE_KEYS has for ${service}`
      : undefined;
  });
}
