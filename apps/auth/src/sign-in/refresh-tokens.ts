import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { RotateRefreshToken } from '../sessions/rotate-refresh-token.js';
import type { RefreshRequest } from '../sessions/rotate-refresh-token.js';
import { IssueTokens } from './issue-tokens.js';
import type { SignedIn } from './issue-tokens.js';

@Injectable()
export class RefreshTokens {
  constructor(
    private readonly database: Database,
    private readonly rotation: RotateRefreshToken,
    private readonly tokens: IssueTokens,
  ) {}

  async refresh(request: RefreshRequest): Promise<SignedIn> {
    const session = await this.rotation.rotate(request);
    return this.tokens.issue(this.database, session);
  }
}
