import { currencyDecimals } from './currencies.js';

/** A decimal string and an ISO 4217 code; never a float. */
export interface Money {
  amount: string;
  currency: string;
}

/** Twelve digits are the most a caller may give (libs/http, `moneyProblem`); sums have more, and columns hold eighteen. */
const AMOUNT = /^(-?)(\d{1,18})(?:\.(\d{1,4}))?$/;

/**
 * An amount in the currency's smallest unit: 19.99 EUR → 1999n.
 * @throws RangeError when it is not an amount of that currency, e.g. has too many decimals.
 */
export function toMinor(money: Money): bigint {
  const decimals = currencyDecimals(money.currency);
  const match = AMOUNT.exec(money.amount);
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > decimals) throw new RangeError('Not an amount of this currency');
  const minor = BigInt(match[2] + fraction.padEnd(decimals, '0'));
  return match[1] === '-' ? -minor : minor;
}

/** The reverse: 1999 EUR → `{amount: '19.99', currency: 'EUR'}`. Takes what a bigint column returns. */
export function fromMinor(minor: bigint | number | string, currency: string): Money {
  const decimals = currencyDecimals(currency);
  const value = BigInt(minor);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const amount = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return { amount: value < 0n ? `-${amount}` : amount, currency };
}

/**
 * The greatest amount there can be in a currency, twelve digits before the point: sums that can grow beyond it are held
 * against it before they are stored.
 */
export function greatestMinor(currency: string): bigint {
  return 10n ** BigInt(12 + currencyDecimals(currency)) - 1n;
}

/** So many times a price, exact. */
export function times(price: Money, quantity: number): Money {
  return fromMinor(toMinor(price) * BigInt(quantity), price.currency);
}

/** What is left of the one amount without the other. */
export function minus(a: Money, b: Money): Money {
  return fromMinor(toMinor(a) - toMinor(b), a.currency);
}

/** How a reader of these languages writes amounts of a currency. It is given the decimal text: a number would lose cents of large amounts. */
export function moneyFormat(
  currency: string,
  locales: string | string[],
  options: Intl.NumberFormatOptions = {},
): (money: Money) => string {
  const decimals = currencyDecimals(currency);
  const format = new Intl.NumberFormat(locales, {
    style: 'currency',
    currency,
    // Its own are of cash: it would write 129.90 forints as 130.
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    ...options,
  });
  return ({ amount }) => format.format(amount as Intl.StringNumericLiteral);
}
