import { fromMinor, moneyFormat } from '@tandem/kernel';

const formats = new Map<string, ReturnType<typeof moneyFormat>>();

/** An amount for people to read, e.g. `€1,234.50`. */
export function moneyText(minor: bigint, currency: string): string {
  let format = formats.get(currency);
  if (!format) formats.set(currency, (format = moneyFormat(currency, 'en')));
  return format(fromMinor(minor, currency));
}
