import { Signer } from '../signer.js';

const TTL_MS = 10 * 60_000;
const FORMAT = /^(\d{1,10})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/;

export type ConfirmVerdict = 'ok' | 'wrong' | 'expired' | 'changed';

/** The word of a person that they saw what a deletion takes with it: bound to the part, its version and the person. */
export class ConfirmTokens {
  private readonly signer: Signer;

  /** @param secret at least 32 characters, the same for every instance. */
  constructor(secret: string) {
    this.signer = new Signer(secret, 'tandem/catalog/delete-confirm');
  }

  issue(partId: number, version: number, userId: string, now = Date.now()): string {
    const expires = now + TTL_MS;
    const signature = this.signer.sign(wordsOf(partId, version, expires, userId));
    return `${version}.${expires}.${signature}`;
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
    const words = wordsOf(partId, Number(tokenVersion), Number(expires), userId);
    if (!this.signer.isSigned(words, signature)) return 'wrong';
    if (now > Number(expires)) return 'expired';
    return Number(tokenVersion) === version ? 'ok' : 'changed';
  }
}

const wordsOf = (partId: number, version: number, expires: number, userId: string): string =>
  `${partId}|${version}|${expires}|${userId}`;
