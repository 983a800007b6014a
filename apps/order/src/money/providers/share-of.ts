const BASIS = 10_000n;

/** A share of an amount, rounded half up. */
export function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  return (amountMinor * BigInt(basisPoints) + BASIS / 2n) / BASIS;
}
