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
