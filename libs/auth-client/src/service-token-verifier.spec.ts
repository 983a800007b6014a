import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { servicePublicEntry } from '@tandem/config';
import { ServiceTokens } from '@tandem/http';
import { SERVICE_KEYS, serviceToken } from '@tandem/testing';
import { UnsecuredJWT } from 'jose';
import { ServiceTokenVerifier } from './service-token-verifier.js';

const inventory = new ServiceTokenVerifier('inventory', SERVICE_KEYS.split(','));
const refused = (token: string | undefined) =>
  expect(inventory.verify(token)).rejects.toMatchObject({
    kind: 'unauthenticated',
    code: 'unauthorized',
  });

describe('a service token', () => {
  it('tells the one service it is meant for who calls', async () => {
    await expect(inventory.verify(await serviceToken('order', 'inventory'))).resolves.toEqual({
      service: 'order',
    });
  });

  it('is worth nothing to whom it was shown: that one can’t call another with it', async () => {
    await refused(await serviceToken('order', 'auth'));
    await refused(await serviceToken('order', 'sync-gateway'));
  });

  it.each([
    ['signed by another service', { signer: 'catalog' }],
    ['under another’s key id', { keyId: 'auth' }],
    ['under another’s key id and key', { keyId: 'auth', signer: 'auth' }],
    ['of another issuer', { issuer: 'auth' }],
    ['of another subject', { subject: 'auth' }],
    ['of nobody known', { keyId: 'nobody', issuer: 'nobody', subject: 'nobody' }],
    ['good for longer than a minute', { expiresIn: 61 }],
    ['that is over', { age: 70 }],
    ['that begins tomorrow', { age: -86_400 }],
  ])('%s is refused', async (_what, claims) => {
    await refused(await serviceToken('order', 'inventory', claims));
  });

  it('of a service whose key nobody was told is refused', async () => {
    const deaf = new ServiceTokenVerifier(
      'inventory',
      SERVICE_KEYS.split(',').filter((entry) => !entry.startsWith('order=')),
    );
    const token = await serviceToken('order', 'inventory');
    await expect(deaf.verify(token)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('is good under the old and the new key while a key is being replaced', async () => {
    const keys = [0, 1].map(() =>
      generateKeyPairSync('ed25519')
        .privateKey.export({ format: 'der', type: 'pkcs8' })
        .toString('base64'),
    );
    const both = new ServiceTokenVerifier(
      'inventory',
      keys.map((key) => servicePublicEntry('order', key)),
    );
    for (const key of keys) {
      const tokens = new ServiceTokens({ caller: 'order', audience: 'inventory', key });
      await expect(both.verify(await tokens.token())).resolves.toEqual({ service: 'order' });
    }
  });

  it.each([-3_600_000, 3_600_000])(
    'is taken again after a clock that was off by %d ms is set right',
    async (off) => {
      const key = generateKeyPairSync('ed25519').privateKey.export({
        format: 'der',
        type: 'pkcs8',
      });
      const encoded = key.toString('base64');
      const known = new ServiceTokenVerifier('inventory', [servicePublicEntry('order', encoded)]);
      const tokens = new ServiceTokens({ caller: 'order', audience: 'inventory', key: encoded });
      const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + off);
      await tokens.token();
      clock.mockRestore();
      await expect(known.verify(await tokens.token())).resolves.toEqual({ service: 'order' });
    },
  );

  it('is good for its minute when a second began while it was made', async () => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
    const encoded = key.toString('base64');
    const known = new ServiceTokenVerifier('inventory', [servicePublicEntry('order', encoded)]);
    const tokens = new ServiceTokens({ caller: 'order', audience: 'inventory', key: encoded });
    const clock = jest.spyOn(Date, 'now').mockReturnValueOnce(Date.now() - 1000);
    const token = await tokens.token();
    clock.mockRestore();
    await expect(known.verify(token)).resolves.toEqual({ service: 'order' });
  });

  it('is refused without a signature, or with the public key as a shared secret', async () => {
    const bare = new UnsecuredJWT()
      .setIssuer('order')
      .setSubject('order')
      .setAudience('inventory')
      .setIssuedAt()
      .setExpirationTime('60s')
      .encode();
    await refused(bare);
    const claims = bare.split('.')[1]!;
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'order' })).toString(
      'base64url',
    );
    const x = SERVICE_KEYS.split(',')
      .find((entry) => entry.startsWith('order='))!
      .slice(6);
    const hmac = createHmac('sha256', Buffer.from(x, 'base64url')).update(`${header}.${claims}`);
    await refused(`${header}.${claims}.${hmac.digest('base64url')}`);
  });

  it.each([undefined, '', 'x', 'a.b', 'a.b.c', '..', `${'a'.repeat(9_000)}.b.c`])(
    'is refused as %j',
    refused,
  );
});
