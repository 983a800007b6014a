import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  SignJWT,
  UnsecuredJWT,
  base64url,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
} from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { SERVICE_KEYS, serviceToken } from '@tandem/testing';
import { KeysUnavailableError } from './jwks.js';
import { ServiceTokenVerifier } from './service-token-verifier.js';
import { TokenVerifier } from './token-verifier.js';

const OPEN = { isEnded: () => false };
const USER = '0197f5a0-0000-7000-8000-000000000001';
const SESSION = '0197f5a0-0000-7000-8000-000000000002';

interface Deviations {
  claims?: JWTPayload;
  issuer?: string;
  audience?: string;
  expiresAt?: number;
  kid?: string;
  key?: CryptoKey;
}

describe('an access token', () => {
  let mine: CryptoKey;
  let foreign: CryptoKey;
  let verifier: TokenVerifier;
  let publicBytes: Uint8Array;
  let now = Date.now();

  beforeAll(async () => {
    const pair = await generateKeyPair('EdDSA');
    const jwk = await exportJWK(pair.publicKey);
    mine = pair.privateKey;
    foreign = (await generateKeyPair('EdDSA')).privateKey;
    publicBytes = base64url.decode(jwk.x!);
    const find = createLocalJWKSet({ keys: [{ ...jwk, kid: 'k', alg: 'EdDSA', use: 'sig' }] });
    verifier = new TokenVerifier({ generation: 1, getKey: find }, OPEN, () => now);
  });

  const sign = (deviations: Deviations = {}) => {
    const { claims, issuer, audience, expiresAt, kid, key } = deviations;
    return new SignJWT({
      name: 'Ada',
      roles: ['stock'],
      permissions: ['stock:write'],
      sid: SESSION,
      ...claims,
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: kid ?? 'k' })
      .setSubject(USER)
      .setIssuer(issuer ?? 'tandem-auth')
      .setAudience(audience ?? 'tandem')
      .setExpirationTime(expiresAt ?? Math.floor(Date.now() / 1_000) + 900)
      .sign(key ?? mine);
  };

  const refused = (token: string | undefined) =>
    expect(verifier.verifyAccessToken(token)).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'unauthorized',
    });

  it('says who is calling', async () => {
    await expect(verifier.verifyAccessToken(await sign())).resolves.toEqual({
      id: USER,
      name: 'Ada',
      roles: ['stock'],
      permissions: ['stock:write'],
      sessionId: SESSION,
    });
  });

  it('is refused once its time is over, also when it was seen before', async () => {
    const issuedAt = now;
    const token = await sign({ expiresAt: Math.floor(issuedAt / 1_000) + 60 });
    await verifier.verifyAccessToken(token);
    now = issuedAt + 61_000;
    await refused(token);
    now = issuedAt;
    await refused(await sign({ expiresAt: Math.floor(issuedAt / 1_000) - 1 }));
  });

  it('is refused when another key signed it', async () => refused(await sign({ key: foreign })));
  it('is refused when it names an unknown key', async () =>
    refused(await sign({ kid: 'unknown' })));
  it('is refused when it is meant for somebody else', async () =>
    refused(await sign({ audience: 'other' })));
  it('is refused when somebody else issued it', async () =>
    refused(await sign({ issuer: 'tandem' })));

  it('is refused without a session or with malformed rights', async () => {
    await refused(await sign({ claims: { sid: undefined } }));
    await refused(await sign({ claims: { permissions: 'stock:write' } }));
    await refused(await sign({ claims: { roles: [1] } }));
  });

  it('is refused when a word of it was changed', async () => {
    const [header, payload, signature] = (await sign()).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    const more = Buffer.from(JSON.stringify({ ...claims, permissions: ['users:write'] })).toString(
      'base64url',
    );
    await refused(`${header}.${more}.${signature}`);
  });

  it('is refused when it claims to need no signature', async () => {
    const bare = new UnsecuredJWT({ roles: ['admin'], permissions: ['users:write'], sid: SESSION })
      .setSubject(USER)
      .setIssuer('tandem-auth')
      .setAudience('tandem')
      .setExpirationTime('15m');
    await refused(bare.encode());
  });

  it('is refused when the public key was used as a shared secret', async () => {
    const confused = await new SignJWT({
      roles: ['admin'],
      permissions: ['users:write'],
      sid: SESSION,
    })
      .setProtectedHeader({ alg: 'HS256', kid: 'k' })
      .setSubject(USER)
      .setIssuer('tandem-auth')
      .setAudience('tandem')
      .setExpirationTime('15m')
      .sign(publicBytes);
    await refused(confused);
  });

  it.each([undefined, '', 'x', 'a.b', 'a.b.c', '..', `${'a'.repeat(9_000)}.b.c`])(
    'is refused as %j',
    refused,
  );

  it('is neither accepted nor refused while the keys were never learnt', async () => {
    const getKey = () => Promise.reject(new KeysUnavailableError(new Error('away')));
    const blind = new TokenVerifier({ generation: 0, getKey }, OPEN);
    await expect(blind.verifyAccessToken(await sign())).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'auth_unavailable',
    });
  });

  it('does not pass for a service token, nor the other way round', async () => {
    const services = new ServiceTokenVerifier('inventory', SERVICE_KEYS.split(','));
    const service = await serviceToken('order', 'inventory');
    await refused(service);
    await expect(services.verify(service)).resolves.toEqual({ service: 'order' });
    await expect(services.verify(await sign())).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});
