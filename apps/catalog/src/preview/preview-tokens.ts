import { DomainError } from '@tandem/kernel';
import { Signer } from '../signer.js';

/** Long enough to look around and send the link to a colleague. */
const TTL_MS = 15 * 60_000;
const FORMAT = /^(\d{1,15})\.([A-Za-z0-9_-]{43})$/;

export interface PreviewToken {
  token: string;
  expires_at: string;
}

/** Lets whoever has one read one part as shoppers will see it, for a quarter of an hour. */
export class PreviewTokens {
  private readonly signer: Signer;

  /** @param secret at least 32 characters, the same for every instance. */
  constructor(secret: string) {
    this.signer = new Signer(secret, 'tandem/catalog/preview');
  }

  issue(partId: number, now = Date.now()): PreviewToken {
    const expires = now + TTL_MS;
    return {
      token: `${expires}.${this.signer.sign(`${partId}|${expires}`)}`,
      expires_at: new Date(expires).toISOString(),
    };
  }

  /** @throws DomainError 403 for what is none, what is of another part, and what is too old. */
  require(token: string | undefined, partId: number, now = Date.now()): void {
    const [, expires, signature] = FORMAT.exec(token ?? '') ?? [];
    if (!signature || !this.signer.isSigned(`${partId}|${expires}`, signature))
      throw refused('This preview is not for this part.');
    if (now > Number(expires)) throw refused('This preview is over. Open it again from the panel.');
  }
}

const refused = (detail: string): DomainError =>
  new DomainError('preview_refused', 'forbidden', detail);
