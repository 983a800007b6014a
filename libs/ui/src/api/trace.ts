function hex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * A W3C `traceparent` for one request, so that a trace begins at the person's click.
 * Writes are always sampled: they are rare and the ones an engineer will ask about.
 */
export function newTraceparent(sampled: boolean): string {
  return `00-${hex(16)}-${hex(8)}-${sampled ? '01' : '00'}`;
}
