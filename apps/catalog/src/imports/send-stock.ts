import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { importedStockAnswer } from '@tandem/contracts';
import { faultPoint } from '@tandem/fault-points';
import { InternalClient } from '@tandem/http';
import { Database, transaction } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { readWaiting, settleWaiting } from './import-stock-store.js';
import type { RunningImport } from './import-store.js';

/** Nobody waits for it but the import. */
const DEADLINE_MS = 10_000;

/** Tells inventory of the stock in rows that are written. It answers a row that it is told of again, so nothing counts twice. */
@Injectable()
export class SendStock implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor(
    private readonly database: Database,
    { inventoryUrl, serviceKey }: CatalogConfig,
  ) {
    this.client = new InternalClient({
      baseUrl: inventoryUrl,
      service: 'inventory',
      caller: 'catalog',
      key: serviceKey,
      deadlineMs: DEADLINE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /** Until nothing waits. @throws DomainError when inventory does not answer: then the same rows are sent again. */
  async send(
    id: string,
    { file_name, by, by_name }: Pick<RunningImport, 'file_name' | 'by' | 'by_name'>,
  ): Promise<void> {
    for (;;) {
      const lines = await readWaiting(this.database, id);
      if (lines.length === 0) return;
      const { results } = await this.client.call('POST', '/internal/stock/imported', {
        idempotencyKey: `${id}-${lines[0]!.row}`,
        body: {
          import_id: id,
          reason: `Imported from ${file_name}`,
          ...(by && by_name && { by: { id: by, name: by_name } }),
          lines,
        },
        answer: importedStockAnswer,
      });
      faultPoint('import.stock-answered');
      await transaction(this.database, (tx) => settleWaiting(tx, id, results));
    }
  }
}
