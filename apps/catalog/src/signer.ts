import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Signs words of one kind: what is signed for one purpose is nothing for another. */
export class Signer {
  private readonly key: Buffer;

  /** @param secret at least 32 characters, the same for every instance. */
  constructor(secret: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  }

  /** @returns 43 characters of base64url. */
  sign(words: string): string {
    return createHmac('sha256', this.key).update(words).digest('base64url');
  }

  isSigned(words: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(words));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
