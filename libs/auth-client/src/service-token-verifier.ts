import type { KeyObject } from 'node:crypto';
import { servicePublicKeys } from '@tandem/config';
import { SERVICE_TOKEN_ALGORITHM, SERVICE_TOKEN_SECONDS } from '@tandem/http';
import { SERVICE_NAMES } from '@tandem/config';
import type { ServiceName } from '@tandem/config';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { CallingService } from './auth-user.js';
import { unauthorized } from './token-verifier.js';

const CLOCK_TOLERANCE_SECONDS = 5;

/** Verifies that a call comes from another service and is meant for this one. */
export class ServiceTokenVerifier {
  private readonly keys = new Map<ServiceName, KeyObject[]>();

  /**
   * @param service the service that is called: the one audience it accepts.
   * @param publicKeys `service=key`, as the setting `TANDEM_SERVICE_KEYS` has them.
   */
  constructor(
    private readonly service: ServiceName,
    publicKeys: readonly string[],
  ) {
    for (const { service: name, key } of servicePublicKeys(publicKeys)) {
      const caller = SERVICE_NAMES.find((known) => known === name);
      if (caller) this.keys.set(caller, [...(this.keys.get(caller) ?? []), key]);
    }
  }

  /**
   * Which service is calling. Throws `DomainError` 401 `unauthorized` unless the service that the key id names has signed
   * the token, speaks for itself, means this service and gave the token a minute at most.
   */
  async verify(token: string | undefined): Promise<CallingService> {
    if (!token) throw unauthorized('A service token is needed.', 'token_missing');
    try {
      const service = this.callerOf(token);
      const { sub, iat, exp } = await this.verified(token, service);
      if (sub !== service || exp! - iat! > SERVICE_TOKEN_SECONDS) throw invalid();
      return { service };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthorized('The service token has expired.', 'token_expired');
      if (error instanceof errors.JOSEError || error instanceof TypeError) throw invalid();
      throw error;
    }
  }

  private callerOf(token: string): ServiceName {
    const { kid } = decodeProtectedHeader(token);
    const caller = SERVICE_NAMES.find((name) => name === kid);
    if (caller === undefined) throw invalid();
    return caller;
  }

  private async verified(token: string, service: ServiceName): Promise<JWTPayload> {
    let refusal: unknown = invalid();
    // While a key is being replaced its service has two.
    for (const key of this.keys.get(service) ?? []) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [SERVICE_TOKEN_ALGORITHM],
          issuer: service,
          audience: this.service,
          requiredClaims: ['sub', 'iat', 'exp'],
          maxTokenAge: SERVICE_TOKEN_SECONDS,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        return payload;
      } catch (error) {
        refusal = error;
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) break;
      }
    }
    throw refusal;
  }
}

const invalid = () => unauthorized('The service token is not valid.', 'token_invalid');
