import { Injectable } from '@nestjs/common';
import { unavailable } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { UserDirectory } from '../clients/user-directory.js';
import { ForgetLeavers } from '../leavers/forget-leavers.js';
import type { HeldLine } from './remove-gone-lines.js';

/** Removes what is left of people whom auth does not know any more. */
@Injectable()
export class RemoveLeavers {
  constructor(
    private readonly database: Database,
    private readonly directory: UserDirectory,
    private readonly leavers: ForgetLeavers,
  ) {}

  /**
   * @returns the lines whose owner is gone; of the others nothing is changed.
   * @throws DomainError 503 when auth does not answer: nobody is taken for gone then.
   */
  async from<L extends HeldLine>(lines: readonly L[]): Promise<L[]> {
    const ofAccounts = lines.filter(({ owner }) => owner.kind === 'user');
    const people = await this.directory.find(ofAccounts.map(({ owner }) => owner.id));
    if (!people) throw unavailable('auth is not answering.');
    const gone = ofAccounts.filter(({ owner }) => !people.has(owner.id));
    for (const id of new Set(gone.map(({ owner }) => owner.id)))
      await transaction(this.database, (tx) => this.leavers.forget(tx, id));
    return gone;
  }
}
