/** Both ends belong to a range, as they do to the filters of a list. */
export const PRICE_RANGES = [
  range(null, '9.99'),
  range('10.00', '24.99'),
  range('25.00', '49.99'),
  range('50.00', '99.99'),
  range('100.00', '249.99'),
  range('250.00', '999.99'),
  range('1000.00', null),
];

function range(min: string | null, max: string | null) {
  const label =
    min === null ? `Up to ${max}` : max === null ? `${min} and more` : `${min} to ${max}`;
  return { value: `${min ?? ''}-${max ?? ''}`, label, min_price: min, max_price: max };
}

/** The place of the range that a price is in, or -1. */
export const rangeOf = (amount: number): number =>
  PRICE_RANGES.findIndex(
    ({ min_price, max_price }) =>
      (min_price === null || amount >= Number(min_price)) &&
      (max_price === null || amount <= Number(max_price)),
  );
