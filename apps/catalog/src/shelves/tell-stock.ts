import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { importedStockAnswer, type ImportedStock } from '@tandem/contracts';
import { InternalClient } from '@tandem/http';
import { CatalogConfig } from '../config.js';

/** Nobody waits for it but a job. */
const DEADLINE_MS = 10_000;

/** Figures of a file or of a bulk change, under the id and the rows by which inventory knows them again. */
export interface ToldStock {
  import_id: string;
  reason: string;
  reference?: string;
  by: { id: string | null; name: string | null };
  lines: readonly {
    row: number;
    part_id: number;
    current_stock: number;
    expected_stock?: number;
  }[];
}

/** Tells inventory how many units there are of parts. It answers a row that it is told of again, so nothing counts twice. */
@Injectable()
export class TellStock implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor({ inventoryUrl, serviceKey }: CatalogConfig) {
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

  /** @throws DomainError when inventory does not answer: then the same rows are told again. */
  async tell({ by: { id, name }, ...told }: ToldStock): Promise<ImportedStock[]> {
    const { results } = await this.client.call('POST', '/internal/stock/imported', {
      idempotencyKey: `${told.import_id}-${told.lines[0]!.row}`,
      body: { ...told, ...(id && name && { by: { id, name } }) },
      answer: importedStockAnswer,
    });
    return results;
  }
}
