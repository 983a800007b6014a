import { Injectable } from '@nestjs/common';
import { PartPricesEntry, shownStock, type PublicPart } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { partNotFound } from '../content/errors.js';
import { partAnswer, readDocumentWithStock } from '../parts/part-document.js';
import type { PreviewView } from './preview.dto.js';

/** Reads parts for staff's preview, from the database alone: no cache that answers shoppers ever holds what they may not see. */
@Injectable()
export class ReadPreview {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 for a part that is deleted, or was never there. */
  async read(id: number): Promise<PreviewView> {
    const found = await readDocumentWithStock(this.database, id);
    if (!found || found.document.isDeleted) throw partNotFound(id);
    const { document, stock } = found;
    const { status, publishAt } = document;
    const at = publishAt === null ? Date.now() : Math.max(Date.now(), Date.parse(publishAt));
    const { currency, sale } = PartPricesEntry.parse(document.prices)!;
    const coming = sale?.from && Date.parse(sale.from) > at ? sale : null;
    return {
      part: JSON.parse(partAnswer(document, shownStock(stock.value, undefined), at)) as PublicPart,
      status,
      shown_as_of: publishAt,
      coming_sale: coming && {
        price: { amount: coming.amount, currency },
        from: coming.from!,
        until: coming.until,
      },
    };
  }
}
