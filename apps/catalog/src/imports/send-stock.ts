import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Database, transaction } from '@tandem/persistence';
import { TellStock } from '../shelves/tell-stock.js';
import { readWaiting, settleWaiting } from './import-stock-store.js';
import type { RunningImport } from './import-store.js';

/** Tells inventory of the stock in rows that are written. */
@Injectable()
export class SendStock {
  constructor(
    private readonly database: Database,
    private readonly tellStock: TellStock,
  ) {}

  /** Until nothing waits. @throws DomainError when inventory does not answer: then the same rows are sent again. */
  async send(
    id: string,
    { file_name, by, by_name }: Pick<RunningImport, 'file_name' | 'by' | 'by_name'>,
  ): Promise<void> {
    for (;;) {
      const lines = await readWaiting(this.database, id);
      if (lines.length === 0) return;
      const results = await this.tellStock.tell({
        import_id: id,
        reason: `Imported from ${file_name}`,
        by: { id: by, name: by_name },
        lines,
      });
      faultPoint('import.stock-answered');
      await transaction(this.database, (tx) => settleWaiting(tx, id, results));
    }
  }
}
