/** The outside systems that count stock, as staff call them. */
export const SOURCES = { warehouse: 'The warehouse', g2a: 'G2A' } as const;
export type Source = keyof typeof SOURCES;

/** Who counts a part; null: the shop itself. */
export function sourceText(stock: object | undefined): string | null {
  const { source } = (stock ?? {}) as { source?: Source | null };
  return source ? SOURCES[source] : null;
}

export const STATES = {
  open: { text: 'Open', color: 'error' },
  resolved: { text: 'Resolved', color: 'success' },
} as const;
export type ShortfallState = keyof typeof STATES;

export const RESOLUTIONS = {
  covered: 'The units are there again.',
  holds_released: 'Unpaid orders gave the units back.',
  accepted: 'Accepted by staff.',
} as const;
export type Resolution = keyof typeof RESOLUTIONS;
