import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

/** What a test token says; everything has a harmless default (a customer with no permission). */
interface TestTokenClaims {
  userId?: string;
  name?: string;
  roles?: string[];
  permissions?: string[];
  sessionId?: string;
  /** Seconds until it expires; negative makes an expired token. Default 900. */
  expiresIn?: number;
  /** Deviations for tests of refusal. */
  issuer?: string;
  audience?: string;
}

/** A stand-in for the auth service: its key pair, its key endpoint and tokens signed with it. */
export interface TestTokens {
  /** Address of the public keys; set it as `AUTH_JWKS_URL`. */
  jwksUrl: string;
  /** An access token, without the word `Bearer`. */
  tokenFor(claims?: TestTokenClaims): Promise<string>;
  /** How often the keys were fetched. */
  jwksRequests(): number;
  close(): Promise<void>;
}

/** Starts a key endpoint on a free port of 127.0.0.1. Close it when the spec ends. */
export async function testTokens(): Promise<TestTokens> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const kid = `test-${randomUUID()}`;
  const keys = [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }];
  let requests = 0;

  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const tokenFor = (claims: TestTokenClaims = {}) =>
    new SignJWT({
      name: claims.name ?? 'Test Person',
      roles: claims.roles ?? ['customer'],
      permissions: claims.permissions ?? [],
      sid: claims.sessionId ?? randomUUID(),
    })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setSubject(claims.userId ?? randomUUID())
      .setIssuer(claims.issuer ?? 'tandem-auth')
      .setAudience(claims.audience ?? 'tandem')
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (claims.expiresIn ?? 900))
      .sign(privateKey);

  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    tokenFor,
    jwksRequests: () => requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
