import { createHash } from 'node:crypto';
import type { SyncConfig } from '../../config.js';
import { readToken } from './g2a-answers.js';
import type { G2aHost } from './g2a-host.js';

/** So long before its end a token is not used any more. */
const MARGIN_MS = 60_000;

interface Token {
  header: string;
  until: number;
}

/** What the shop shows G2A with each call: the hash of its account, or a token that it fetches. */
export class Authorization {
  private token: Token | undefined;
  private fetching: Promise<Token> | undefined;

  constructor(
    private readonly config: SyncConfig,
    private readonly host: G2aHost,
  ) {}

  async header(): Promise<string> {
    if (this.config.g2aApiAuth === 'hash') return hashHeader(this.config);
    if (this.token && performance.now() < this.token.until) return this.token.header;
    // Whoever comes meanwhile waits for the same one.
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    this.token = await this.fetching;
    return this.token.header;
  }

  /** G2A takes this header no more. @returns whether another one may help. */
  refused(header: string): boolean {
    if (this.config.g2aApiAuth === 'hash') return false;
    if (this.token?.header === header) this.token = undefined;
    return true;
  }

  private async fetch(): Promise<Token> {
    const { g2aApiClientId: client_id, g2aApiClientSecret: client_secret } = this.config;
    const asked = performance.now();
    const told = (await this.host.call({
      operation: 'token',
      method: 'POST',
      path: '/oauth/token',
      form: { grant_type: 'client_credentials', client_id, client_secret },
      repeatable: true,
      budget: 'order',
      answer: readToken,
    })) as ReturnType<typeof readToken>;
    const lifeMs = told.expires_in * 1_000;
    const until = asked + Math.max(lifeMs - MARGIN_MS, lifeMs / 2);
    return { header: `Bearer ${told.access_token}`, until };
  }
}

function hashHeader({ g2aApiHash, g2aApiEmail, g2aApiSecret }: SyncConfig): string {
  const key = createHash('sha256')
    .update(g2aApiHash + g2aApiEmail + g2aApiSecret)
    .digest('hex');
  return `${g2aApiHash}, ${key}`;
}
