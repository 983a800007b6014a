/**
 * The visitor's own language, as the browser names it: numbers, money and dates are written as they are used to reading
 * them. Words stay in the language of the site.
 */
export function visitorLocales(): string[] {
  const named = globalThis.navigator?.languages ?? [];
  return named.filter(isLocale);
}

/** Some browsers name languages that no `Intl` takes, "en-US@posix" say. */
function isLocale(name: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(name).length > 0;
  } catch {
    return false;
  }
}

/** How many decimals an amount in this currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDecimals(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
