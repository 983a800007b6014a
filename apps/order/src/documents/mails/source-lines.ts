import type { StockSource } from '@tandem/contracts';

/** What became of an outside system of stock, as a notice keeps it. */
export interface SourceNotice {
  source: StockSource;
  kind: 'away' | 'back' | 'off';
  last_success_at: Date | null;
  noted_at: Date;
}

const STOCK: Record<StockSource, string> = {
  warehouse: 'stock of the warehouse',
  g2a: 'stock of G2A',
};

/** A notice as one sentence of a mail to staff. */
export function sourceLine(
  { source, kind, last_success_at, noted_at }: SourceNotice,
  timeZone: string,
): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone,
  });
  const noted = format.format(noted_at);
  if (kind === 'back') return `The ${STOCK[source]} is read again. This was noted on ${noted}.`;
  if (kind === 'off') {
    return `The ${STOCK[source]} is not read any more, because that was switched off. This was noted on ${noted}.`;
  }
  if (!last_success_at) return `The ${STOCK[source]} could not be read yet.`;
  return `The ${STOCK[source]} could not be read any more. It was last read on ${format.format(last_success_at)}.`;
}
