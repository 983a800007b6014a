import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';
import { ContentWriter, type ChangedPart } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { keepForStaff, readStaffFields } from '../content/field-owners.js';
import {
  changedFields,
  emptyContent,
  readContents,
  withoutIdleSale,
  type PartContent,
} from '../content/part-content.js';
import type { ContentWrite } from '../content/save-content.js';
import { FetchPictures } from './fetch-pictures-job.js';
import {
  offeredFields,
  offerOf,
  Refusal,
  type G2aProduct,
  type Offer,
  type Terms,
} from './offer.js';
import { holdProducts, saveProducts, type HeldProduct, type ProductRow } from './product-store.js';
import { acceptProducts, refuseProducts, type RefusedNews } from './refused-store.js';
import type { RefusalReason } from './refusal-words.js';
import { resolveTerms } from './terms.js';

/** Who changed what G2A told. */
export const G2A: Editor = { id: null, name: 'G2A' };
export const FROM_G2A = 'From G2A';

type StaffFields = ReadonlyMap<number, ReadonlySet<string>>;
/** Checking descriptions takes time, and pages are answered in between. */
const CHECKED_AT_ONCE = 10;

/** What became of products. */
export interface AppliedProducts {
  changes: ChangedPart[];
  /** What parts are sorted into has grown. */
  termsMade: boolean;
}

/** A product that is news, with what the shop takes of it. */
interface News {
  product: G2aProduct;
  known: HeldProduct | undefined;
  /** Null: it is not available, and nothing else of it is news. */
  offer: Offer | Refusal | null;
}

/** A part that products are or may be linked to. */
interface HeldPart {
  id: number;
  sku: string;
  kind: string;
  deleted: boolean;
  linked: boolean;
}

/** Makes parts of what G2A offers, and keeps them as it offers them, apart from what is staff's. */
@Injectable()
export class ApplyProducts {
  constructor(
    private readonly writer: ContentWriter,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Applies products in a few statements, however many they are. One that can't be a part of the shop is kept with the
   * reason and left out.
   * @returns the parts that really changed.
   */
  async apply(tx: Tx, products: readonly G2aProduct[]): Promise<AppliedProducts> {
    const known = await holdProducts(
      tx,
      products.map(({ g2a_id }) => g2a_id),
    );
    const news = await newsOf(products, known);
    if (news.length === 0) return { changes: [], termsMade: false };
    const offers = news.map(({ offer }) => offer).filter((offer) => isOffer(offer));
    const terms = await resolveTerms(tx, offers);
    const parts = await holdParts(tx, news);

    const rows: ProductRow[] = [];
    const refusals: RefusedNews[] = [];
    const added: { row: ProductRow; content: PartContent }[] = [];
    const offered = new Map<number, Offer>();
    for (const one of news) {
      const { part, refused } = verdictOn(one, parts);
      const row = rowOf(one, part?.id ?? null, refused);
      if (refused) refusals.push({ product: one.product, reason: refused });
      // Linked to another product since: the later one has it.
      for (const other of rows) if (part && other.part_id === part.id) other.part_id = null;
      rows.push(row);
      if (!row.offer) continue;
      if (!part) added.push({ row, content: newContent(one.product.sku, row.offer, terms) });
      else if (!part.deleted) offered.set(part.id, row.offer);
    }
    await keepForStaff(tx, newlyLinked(rows, parts));
    const staffs = await readStaffFields(tx, [...offered.keys()]);
    const writes = await writesOf(tx, offered, staffs, terms);
    const changed = await this.writer.editMany(tx, writes, G2A, FROM_G2A);
    const made = await this.writer.createMany(
      tx,
      added.map(({ content }) => content),
      G2A,
      FROM_G2A,
    );
    made.forEach(({ document }, i) => (added[i]!.row.part_id = document.id));
    await saveProducts(tx, rows);
    await refuseProducts(tx, refusals);
    await acceptProducts(tx, noLongerRefused(news, refusals));
    await this.askForPictures(
      tx,
      rows.filter((row) => !staffs.get(row.part_id!)?.has('images')),
      known,
    );
    return { changes: [...changed, ...made], termsMade: terms.made };
  }

  private async askForPictures(
    tx: Tx,
    rows: readonly ProductRow[],
    known: Map<string, HeldProduct>,
  ): Promise<void> {
    for (const { g2a_id, part_id, offer } of rows) {
      const pictures = known.get(g2a_id)?.pictures ?? [];
      if (part_id === null || !offer || sameAddresses(offer.images, pictures)) continue;
      await this.jobs.enqueue(tx, FetchPictures, { part_id }, { key: String(part_id), once: true });
    }
  }
}

const isOffer = (offer: News['offer']): offer is Offer =>
  offer !== null && !(offer instanceof Refusal);

export const sameAddresses = (
  urls: readonly string[],
  pictures: readonly { url: string }[],
): boolean => urls.length === pictures.length && urls.every((url, i) => url === pictures[i]!.url);

/** The version of a product that has been applied: one that was refused is looked at again when it comes again. */
const appliedVersion = (known: HeldProduct | undefined): number =>
  known ? known.version - (known.is_refused ? 1 : 0) : 0;

/** Of each product the newest version, if it is newer than what is known. */
async function newsOf(
  products: readonly G2aProduct[],
  known: Map<string, HeldProduct>,
): Promise<News[]> {
  const newest = new Map<string, G2aProduct>();
  for (const product of products) {
    const before = newest.get(product.g2a_id)?.version ?? appliedVersion(known.get(product.g2a_id));
    if (product.version > before) newest.set(product.g2a_id, product);
  }
  const news: News[] = [];
  for (const product of newest.values()) {
    const offer = product.available ? offerOf(product) : null;
    if (news.push({ product, known: known.get(product.g2a_id), offer }) % CHECKED_AT_ONCE === 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
  return news;
}

/** The parts that the products are linked to, and those whose SKU a product would get; held until the transaction ends. */
async function holdParts(tx: Tx, news: readonly News[]): Promise<HeldPart[]> {
  const ids = news.map(({ product, known }) => product.part_id ?? known?.part_id ?? null);
  const skus = news.map(({ product }) => product.sku.toLowerCase());
  return tx.query<HeldPart>(
    `select p.id, lower(p.sku) as sku, p.kind, p.deleted_at is not null as deleted,
            exists (select from g2a_products g where g.part_id = p.id) as linked
       from parts p
      where p.id = any ($1::integer[]) or lower(p.sku) = any ($2::text[]) and p.deleted_at is null
      order by p.id for update of p`,
    [ids, skus],
  );
}

/** The part of a product, and why it can't be taken. */
function verdictOn(
  { product, known, offer }: News,
  parts: readonly HeldPart[],
): { part?: HeldPart; refused: RefusalReason | null } {
  const id = product.part_id ?? known?.part_id;
  const sku = product.sku.toLowerCase();
  const part =
    id == null
      ? parts.find((one) => one.sku === sku && !one.deleted)
      : parts.find((one) => one.id === id);
  if (id != null && !part) return { refused: 'part_unknown' };
  if (part && part.kind !== 'game') return { refused: 'part_is_no_game' };
  return { part, refused: offer instanceof Refusal ? offer.reason : null };
}

const rowOf = (
  { product, offer }: News,
  partId: number | null,
  refused: RefusalReason | null,
): ProductRow => ({
  g2a_id: product.g2a_id,
  version: product.version,
  part_id: partId,
  available: product.available,
  offer: refused === null && isOffer(offer) ? offer : null,
});

function noLongerRefused(news: readonly News[], refusals: readonly RefusedNews[]): string[] {
  const still = new Set(refusals.map(({ product }) => product.g2a_id));
  return news
    .filter(({ known, product }) => known?.is_refused && !still.has(product.g2a_id))
    .map(({ product }) => product.g2a_id);
}

function newlyLinked(rows: readonly ProductRow[], parts: readonly HeldPart[]): number[] {
  const before = new Map(parts.map(({ id, linked }) => [id, linked]));
  return rows
    .map(({ part_id }) => part_id)
    .filter((id) => id !== null && before.get(id) === false) as number[];
}

/** What changes of parts that are there already; their rows are held. */
async function writesOf(
  tx: Tx,
  offered: ReadonlyMap<number, Offer>,
  staffs: StaffFields,
  terms: Terms,
): Promise<ContentWrite[]> {
  const ids = [...offered.keys()];
  const contents = await readContents(tx, ids);
  return ids
    .map((id) => {
      const before = contents.get(id)!;
      const news = Object.entries(offeredFields(offered.get(id)!, terms));
      const content = withoutIdleSale({
        ...before,
        ...Object.fromEntries(news.filter(([field]) => !staffs.get(id)?.has(field))),
      } as PartContent);
      return { id, content, changed: changedFields(before, content) };
    })
    .filter(({ changed }) => changed.length > 0);
}

const newContent = (sku: string, offer: Offer, terms: Terms): PartContent => ({
  ...emptyContent({ kind: 'game', sku, part_name: offer.part_name, price: offer.price }),
  ...offeredFields(offer, terms),
});
