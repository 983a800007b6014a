/** G2A PAY is asked again after a wait that doubles up to five minutes. */
export const paceFrom = (firstMs: number) => ({ firstMs, longestMs: 300_000 });
