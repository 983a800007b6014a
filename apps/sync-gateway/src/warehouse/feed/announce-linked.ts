import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LinkEffects } from '../../links/link-effects.js';
import { lockFeed } from './feed-store.js';
import { announceLevels } from './level-store.js';

/** A SKU that staff have linked is announced as it was read last. */
@Injectable()
export class AnnounceLinked implements OnModuleInit {
  constructor(private readonly effects: LinkEffects) {}

  onModuleInit(): void {
    this.effects.add('warehouse', async (tx, sku) => {
      await lockFeed(tx, 'for share');
      await announceLevels(tx, [sku]);
    });
  }
}
