import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import { readStaffFields } from '../content/field-owners.js';
import { OfferedContent } from '../content/offered-content.js';
import type { PartContent } from '../content/part-content.js';
import { offeredFields } from './offer.js';
import { productOf } from './product-store.js';
import { resolveTerms } from './terms.js';

/** A part with what is not staff's as G2A told it last, without the images; the caller holds its row. */
export async function asOffered(tx: Tx, partId: number, before: PartContent): Promise<PartContent> {
  const offer = (await productOf(tx, partId))?.offer;
  if (!offer) return before;
  const staff = (await readStaffFields(tx, [partId])).get(partId);
  const offered = Object.entries(offeredFields(offer, await resolveTerms(tx, [offer])));
  return { ...before, ...Object.fromEntries(offered.filter(([field]) => !staff?.has(field))) };
}

/** What G2A has told of a part. */
@Injectable()
export class G2aContent extends OfferedContent {
  override asOffered(tx: Tx, partId: number, before: PartContent): Promise<PartContent> {
    return asOffered(tx, partId, before);
  }
}
