import { Injectable } from '@nestjs/common';
import type { StockSource } from '@tandem/contracts';
import type { Tx } from '@tandem/persistence';

/** What a system does, in the transaction, when staff link one of its products. */
export type LinkEffect = (tx: Tx, externalId: string) => Promise<void>;

/** Who tells of a product once it is linked: each system adds its own when its module begins. */
@Injectable()
export class LinkEffects {
  private readonly effects = new Map<StockSource, LinkEffect>();

  add(system: StockSource, effect: LinkEffect): void {
    this.effects.set(system, effect);
  }

  async linked(tx: Tx, system: StockSource, externalId: string): Promise<void> {
    await this.effects.get(system)?.(tx, externalId);
  }
}
