import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const TTL_MS = 10 * 60_000;
const FORMAT = /^(\d{1,10})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/;

export type ConfirmVerdict = 'ok' | 'wrong' | 'expired' | 'changed';

/** The word of a person that they saw what a deletion takes with it: bound to the part, its version and the person. */
export class ConfirmTokens {
  private readonly key: Buffer;

  /** @param secret at least 32 characters, the same for every instance. */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'tandem/catalog/delete-confirm', 32));
  }

  issue(partId: number, version: number, userId: string, now = Date.now()): string {
    const expires = now + TTL_MS;
    return `${version}.${expires}.${this.sign(partId, version, expires, userId)}`;
  }

  judge(
    token: string,
    partId: number,
    version: number,
    userId: string,
    now = Date.now(),
  ): ConfirmVerdict {
    const [, tokenVersion, expires, signature] = FORMAT.exec(token) ?? [];
    if (!signature) return 'wrong';
    const expected = this.sign(partId, Number(tokenVersion), Number(expires), userId);
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return 'wrong';
    if (now > Number(expires)) return 'expired';
    return Number(tokenVersion) === version ? 'ok' : 'changed';
  }

  private sign(partId: number, version: number, expires: number, userId: string): string {
    return createHmac('sha256', this.key)
      .update(`${partId}|${version}|${expires}|${userId}`)
      .digest('base64url');
  }
}
