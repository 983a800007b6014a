import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { InventoryConfig } from '../config.js';

/** Old movements go, and what they came to is carried forward (decision 0172). */
@Injectable()
export class KeepMovements {
  constructor(
    private readonly database: Database,
    private readonly config: InventoryConfig,
  ) {}

  @Retains({ name: 'forget-old-movements', title: 'Remove old movements of stock' })
  kept(): Kept[] {
    return [
      {
        table: 'stock_movements',
        since: 'created_at',
        for: keptFor(this.config, 'movementDays'),
        remove: (seconds, atOnce) => this.remove(seconds, atOnce),
      },
    ];
  }

  private async remove(seconds: number, atOnce: number): Promise<number> {
    const [row] = await this.database.query<{ removed: number }>(
      'select remove_old_movements($1, $2) as removed',
      [seconds, atOnce],
    );
    return row!.removed;
  }
}
