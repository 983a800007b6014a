import PDFDocument from 'pdfkit';
import { invoiceFonts, type Run } from './invoice-fonts.js';
import { Paragraph } from './paragraph.js';
import { wrapText } from './wrap-text.js';

export interface TextStyle {
  size?: number;
  bold?: boolean;
  colour?: string;
}

export interface PlacedText extends TextStyle {
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'right';
}

const INK = '#17202c';
export const MUTED = '#55606f';
const LINE = '#c9d0d9';

const SIZE = 9.5;
const LEADING = 1.4;
/** Of DejaVu: runs of both fonts stand on one line. */
const ASCENT = 0.93;

/** Writes text of any script on the pages of a document. */
export class Pen {
  private hasFallback = false;

  constructor(readonly doc: PDFKit.PDFDocument) {
    doc.registerFont('regular', invoiceFonts.regular());
    doc.registerFont('bold', invoiceFonts.bold());
  }

  /** @returns the height that the text takes, over all its lines. */
  write(text: string, place: PlacedText): number {
    const { lines, rtl } = this.wrap(text, place.width, place);
    const step = lineHeight(place);
    const widths = lines.map((line) => this.widthOf(line, place));
    // Lines that begin at the right are flush there among themselves; their block stands where any other text would.
    const right = place.x + (place.align === 'right' ? place.width : Math.max(...widths));
    const flushRight = rtl || place.align === 'right';
    lines.forEach((line, n) => {
      const x = flushRight ? right - widths[n]! : place.x;
      this.line(line, { ...place, x, y: place.y + n * step });
    });
    return lines.length * step;
  }

  height(text: string, width: number, style: TextStyle = {}): number {
    return this.wrap(text, width, style).lines.length * lineHeight(style);
  }

  width(text: string, style: TextStyle = {}): number {
    return this.widthOf(runsOf(new Paragraph(text)), style);
  }

  rule(y: number, x1: number, x2: number, width = 0.5): void {
    this.doc.moveTo(x1, y).lineTo(x2, y).lineWidth(width).strokeColor(LINE).stroke();
  }

  /** Broken in the order of reading; each line is put in the order of printing after that. */
  private wrap(text: string, width: number, style: TextStyle): { lines: Run[][]; rtl: boolean } {
    const paragraph = new Paragraph(text);
    let end = 0;
    const lines = wrapText(paragraph.text, width, (part) => this.width(part, style)).map((line) => {
      const start = paragraph.text[end] === ' ' ? end + 1 : end;
      end = start + line.length;
      return runsOf(paragraph, start, end);
    });
    return { lines, rtl: paragraph.rtl };
  }

  private widthOf(line: readonly Run[], style: TextStyle): number {
    return line.reduce((sum, run) => sum + this.measure(run, style), 0);
  }

  private line(line: readonly Run[], { x, y, ...style }: PlacedText): void {
    let at = x;
    for (const run of line) {
      const advance = this.measure(run, style);
      this.doc
        .fillColor(style.colour ?? INK)
        .text(run.text, at, y + (style.size ?? SIZE) * ASCENT, {
          lineBreak: false,
          baseline: 'alphabetic',
        });
      at += advance;
    }
  }

  /** Leaves the document with the run's font and size. */
  private measure({ text, fallback }: Run, style: TextStyle): number {
    const font = fallback ? this.fallback() : style.bold ? 'bold' : 'regular';
    return this.doc
      .font(font)
      .fontSize(style.size ?? SIZE)
      .widthOfString(text);
  }

  private fallback(): string {
    if (!this.hasFallback) this.doc.registerFont('fallback', invoiceFonts.fallback());
    this.hasFallback = true;
    return 'fallback';
  }
}

function runsOf(paragraph: Paragraph, start?: number, end?: number): Run[] {
  return paragraph.pieces(start, end).flatMap(({ text, rtl }) => {
    const runs = invoiceFonts.runs(text);
    return rtl ? runs.reverse() : runs;
  });
}

function lineHeight({ size = SIZE }: TextStyle): number {
  return size * LEADING;
}

/** An empty A4 document whose bytes depend on nothing but what is put on it. */
export function newDocument(info: { title: string; author: string; at: Date }): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'en',
    displayTitle: true,
    info: { Title: info.title, Author: info.author, CreationDate: info.at, ModDate: info.at },
  });
}
