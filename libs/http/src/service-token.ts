import { SignJWT } from 'jose';

const LIFETIME_SECONDS = 60;
const REUSE_MS = 30_000;

/** Short-lived tokens that prove a call comes from one of our services. */
export class ServiceTokens {
  readonly #key: Uint8Array;
  readonly #caller: string;
  #current: { token: string; until: number } | undefined;

  constructor(secret: string, caller: string) {
    this.#key = new TextEncoder().encode(secret);
    this.#caller = caller;
  }

  /** A token with at least half of its minute left. */
  async token(): Promise<string> {
    if (this.#current && this.#current.until > Date.now()) return this.#current.token;
    const until = Date.now() + REUSE_MS;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('tandem')
      .setSubject(this.#caller)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(this.#key);
    this.#current = { token, until };
    return token;
  }
}
