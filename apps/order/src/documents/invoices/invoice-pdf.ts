import { buffer } from 'node:stream/consumers';
import { PROVIDER_NAMES } from '../../money/payment-methods.js';
import { moneyText } from '../money-text.js';
import type { Invoice } from './invoice.js';
import { MUTED, newDocument, Pen } from './pen.js';

const PAGE = { width: 595.28, height: 841.89 };
const LEFT = 50;
const RIGHT = PAGE.width - 50;
const TOP = 50;
/** Below it stands the footer alone. */
const BOTTOM = PAGE.height - 70;
const GAP = 12;
const CELL = 5;
const SMALL = { size: 8.5, colour: MUTED };

interface Columns {
  quantity: number;
  unit: number;
  total: number;
}

const METHODS: Readonly<Record<string, string>> = { balance: 'Balance', ...PROVIDER_NAMES };
const dayIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone });

/** An invoice as a PDF. The same invoice gives the same bytes. */
export async function invoicePdf(invoice: Invoice): Promise<Buffer> {
  const { number, seller, paidAt } = invoice;
  const doc = newDocument({ title: `Invoice ${number}`, author: seller.name, at: paidAt });
  const bytes = buffer(doc);
  new InvoicePages(invoice, new Pen(doc)).draw();
  doc.end();
  return bytes;
}

class InvoicePages {
  private y = TOP;
  private readonly columns: Columns;

  constructor(
    private readonly invoice: Invoice,
    private readonly pen: Pen,
  ) {
    this.columns = this.measureColumns();
  }

  draw(): void {
    this.head();
    this.tableHead();
    for (const line of this.invoice.lines) this.line(line);
    this.sums();
    this.footers();
  }

  private money(minor: bigint): string {
    return moneyText(minor, this.invoice.currency);
  }

  private head(): void {
    const { seller, buyer, number, orderNumber, paidAt, paymentMethod, timeZone } = this.invoice;
    const half = (RIGHT - LEFT - GAP * 2) / 2;
    const right = RIGHT - half;
    this.pen.write('Invoice', {
      x: right,
      y: TOP,
      width: half,
      size: 22,
      bold: true,
      align: 'right',
    });
    const sellerEnd = this.block(TOP, LEFT, half, [
      [seller.name, { size: 14, bold: true }],
      ...seller.address.map((line): Paragraph => [line, {}]),
      ...(seller.vatId ? [[`VAT ID ${seller.vatId}`, {}] satisfies Paragraph] : []),
    ]);
    const top = Math.max(sellerEnd, TOP + 50) + GAP * 2;
    const buyerEnd = this.block(top, LEFT, half, [
      ['Billed to', SMALL],
      ...(buyer
        ? ([
            [buyer.name, { bold: true }],
            [buyer.email, {}],
          ] satisfies Paragraph[])
        : ([['The customer of this order', {}]] satisfies Paragraph[])),
    ]);
    const facts = [
      ['Invoice number', number],
      ['Order number', String(orderNumber)],
      ['Date of payment', dayIn(timeZone).format(paidAt)],
      ['Paid by', METHODS[paymentMethod] ?? paymentMethod],
    ] as const;
    let y = top;
    for (const [name, value] of facts) {
      this.pen.write(name, { x: right, y, width: half / 2, colour: MUTED });
      y += this.pen.write(value, { x: right + half / 2, y, width: half / 2, align: 'right' });
    }
    this.y = Math.max(buyerEnd, y) + GAP * 2;
  }

  private block(y: number, x: number, width: number, paragraphs: readonly Paragraph[]): number {
    for (const [text, style] of paragraphs) y += this.pen.write(text, { x, y, width, ...style });
    return y;
  }

  /** As wide as the longest number needs, so that an amount is never broken; the description has the rest. */
  private measureColumns(): Columns {
    const { lines, totalMinor, refunds } = this.invoice;
    const widest = (texts: string[], least: number) =>
      Math.max(least, ...texts.map((text) => this.pen.width(text, { bold: true }) + GAP));
    return {
      quantity: widest(
        lines.map(({ quantity }) => String(quantity)),
        60,
      ),
      unit: widest(
        lines.map((line) => this.money(line.unit_price_minor)),
        80,
      ),
      total: widest(
        [totalMinor, ...refunds.map(({ amountMinor }) => -amountMinor)].map((minor) =>
          this.money(minor),
        ),
        80,
      ),
    };
  }

  private get nameWidth(): number {
    const { quantity, unit, total } = this.columns;
    return RIGHT - LEFT - quantity - unit - total;
  }

  private tableHead(): void {
    this.cells(['Item', 'Quantity', 'Unit price', 'Amount'], SMALL);
    this.y += GAP + 2;
    this.pen.rule(this.y, LEFT, RIGHT, 1);
    this.y += CELL;
  }

  private cells([name, ...numbers]: [string, string, string, string], style = {}): void {
    const y = this.y;
    const { quantity, unit, total } = this.columns;
    this.pen.write(name, { x: LEFT, y, width: this.nameWidth, ...style });
    let x = LEFT + this.nameWidth;
    [quantity, unit, total].forEach((width, n) => {
      this.pen.write(numbers[n]!, { x, y, width, align: 'right', ...style });
      x += width;
    });
  }

  private line({ part_name, sku, quantity, unit_price_minor }: Invoice['lines'][number]): void {
    const width = this.nameWidth;
    const name = this.pen.height(part_name, width);
    const height = name + this.pen.height(sku, width, SMALL);
    this.need(height + CELL * 2, () => this.tableHead());
    this.cells([
      part_name,
      String(quantity),
      this.money(unit_price_minor),
      this.money(unit_price_minor * BigInt(quantity)),
    ]);
    this.pen.write(sku, { x: LEFT, y: this.y + name, width, ...SMALL });
    this.y += height + CELL;
    this.pen.rule(this.y, LEFT, RIGHT);
    this.y += CELL;
  }

  private sums(): void {
    const { totalMinor, refunds, timeZone } = this.invoice;
    const day = dayIn(timeZone);
    this.sum('Total', totalMinor, true);
    for (const { at, amountMinor } of refunds) {
      this.sum(`Refunded on ${day.format(at)}`, -amountMinor, false);
    }
    if (refunds.length === 0) return;
    const left = refunds.reduce((sum, { amountMinor }) => sum - amountMinor, totalMinor);
    this.sum('Total after refunds', left, true);
  }

  private sum(label: string, minor: bigint, bold: boolean): void {
    this.need(24);
    const width = this.columns.total;
    const place = { y: this.y, bold, align: 'right' as const };
    this.pen.write(label, { ...place, x: LEFT, width: RIGHT - LEFT - width - GAP });
    this.y += this.pen.write(this.money(minor), { ...place, x: RIGHT - width, width }) + CELL;
  }

  /** Begins a new page when so much does not fit on this one. */
  private need(height: number, begin: () => void = () => undefined): void {
    if (this.y + height <= BOTTOM) return;
    this.pen.doc.addPage();
    this.y = TOP;
    begin();
  }

  private footers(): void {
    const { number, seller } = this.invoice;
    const { start, count } = this.pen.doc.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.pen.doc.switchToPage(page);
      const y = BOTTOM + 30;
      const width = (RIGHT - LEFT) / 2;
      this.pen.rule(y - 8, LEFT, RIGHT);
      this.pen.write(`${seller.name} · ${number}`, { x: LEFT, y, width, ...SMALL });
      const text = `Page ${page - start + 1} of ${count}`;
      this.pen.write(text, { x: LEFT + width, y, width, align: 'right', ...SMALL });
    }
  }
}

type Paragraph = readonly [string, { size?: number; bold?: boolean; colour?: string }];
