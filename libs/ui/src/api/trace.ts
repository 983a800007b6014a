function hex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * A W3C `traceparent` for one request, so that a trace begins at the person's click. Whether it is recorded is for the
 * shop to decide: it takes nobody's word for it, and this page does not give one.
 */
export function newTraceparent(): string {
  return `00-${hex(16)}-${hex(8)}-00`;
}
