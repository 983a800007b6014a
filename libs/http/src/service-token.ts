import type { KeyObject } from 'node:crypto';
import { servicePrivateKey } from '@tandem/config';
import { SignJWT } from 'jose';
import type { ServiceName } from '@tandem/config';

/** The one algorithm of service tokens; the keys are Ed25519. */
export const SERVICE_TOKEN_ALGORITHM = 'EdDSA';
/** What a service token lives at most. */
export const SERVICE_TOKEN_SECONDS = 60;
const REUSE_MS = 30_000;

export interface ServiceTokensOptions {
  /** The service that calls: `iss`, `sub` and key id. */
  caller: ServiceName;
  /** The one service that is called: `aud`. */
  audience: ServiceName;
  /** The caller's private key, as its setting has it. */
  key: string;
}

/** Short-lived tokens that prove to one service that a call comes from another. */
export class ServiceTokens {
  private readonly key: KeyObject;
  private current: { token: string; issuedAt: number } | undefined;

  constructor(private readonly options: ServiceTokensOptions) {
    this.key = servicePrivateKey(options.key);
  }

  /** A token with at least half of its minute left. */
  async token(): Promise<string> {
    const issuedAt = Date.now();
    const age = issuedAt - (this.current?.issuedAt ?? 0);
    // Below zero the clock was set back, and nobody takes a token of the future.
    if (this.current && age >= 0 && age < REUSE_MS) return this.current.token;
    const { caller, audience } = this.options;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: SERVICE_TOKEN_ALGORITHM, kid: caller })
      .setIssuer(caller)
      .setSubject(caller)
      .setAudience(audience)
      .setIssuedAt(new Date(issuedAt))
      // Counted from the same moment: a second that begins in between would make it good for too long, and refused.
      .setExpirationTime(new Date(issuedAt + SERVICE_TOKEN_SECONDS * 1000))
      .sign(this.key);
    this.current = { token, issuedAt };
    return token;
  }
}
