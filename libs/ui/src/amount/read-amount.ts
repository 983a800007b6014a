import { currencyDecimals } from '@tandem/kernel';
import { visitorLocales } from '../locale';

export interface AmountRules {
  /** ISO 4217; decides how many decimals an amount has. */
  currency: string;
  /** The least and the most it may be, as the API writes amounts: "0.01". */
  min?: string;
  max?: string;
  required?: boolean;
  /** Whose way of grouping decides what "1.234" is; the visitor's when left out. */
  locales?: string[];
}

/** What a person typed: an amount as the API writes it, nothing (`null`), or a sentence that says what is wrong. */
export type ReadAmount =
  { amount: string | null; error?: undefined } | { amount?: undefined; error: string };

const SPACES = /[\s'’]/gu;
const GROUPED = /^\d{1,3}(?:[\s'’]\d{3})+(?=$|[.,])/u;
/** What the API's columns hold: eighteen digits. */
const MOST_DIGITS = 18;

const refuse = (error: string): ReadAmount => ({ error });

/**
 * Reads an amount as people type it: "12,50", "12.50", "1.234,50", "1,234.50", "1 234.5", "€12". A text that could mean
 * two amounts is refused, never guessed: "1.234" is a thousand for who groups with a point, and nothing in euros for others.
 */
export function readAmount(typed: string, rules: AmountRules): ReadAmount {
  const text = bare(typed, rules.currency);
  if (!text)
    return rules.required ? refuse('Enter an amount, for example 12.50.') : { amount: null };
  if (/^[-−]/.test(text)) return refuse('Enter an amount without a minus sign.');
  const parts = split(text, rules);
  if ('error' in parts) return refuse(parts.error);
  const decimals = currencyDecimals(rules.currency);
  if (parts.fraction.length > decimals) return refuse(decimalsText(rules.currency, decimals));
  const whole = parts.whole.replace(/^0+(?=\d)/, '') || '0';
  if (whole.length + decimals > MOST_DIGITS) return refuse('This amount is too large.');
  const amount = decimals ? `${whole}.${parts.fraction.padEnd(decimals, '0')}` : whole;
  const { min, max } = rules;
  if (min !== undefined && less(amount, min)) return refuse(`Enter ${amountText(min)} or more.`);
  if (max !== undefined && less(max, amount)) return refuse(`Enter ${amountText(max)} or less.`);
  return { amount };
}

/** An amount of the API as the visitor would type it: "12,50" where decimals follow a comma. */
export function amountText(amount: string): string {
  return amount.replace('.', separators(visitorLocales()).decimal);
}

/** Whether the one amount of the API is less than the other; floats would lose cents of large ones. */
export function less(one: string, other: string): boolean {
  const places = Math.max(one.split('.')[1]?.length ?? 0, other.split('.')[1]?.length ?? 0);
  const whole = (amount: string): bigint => {
    const [digits = '0', fraction = ''] = amount.split('.');
    return BigInt(digits + fraction.padEnd(places, '0'));
  };
  return whole(one) < whole(other);
}

/** Without what stands around the number: spaces, the currency's code or sign. Wide digits become plain ones. */
function bare(typed: string, currency: string): string {
  const text = typed.normalize('NFKC').trim();
  const end = new RegExp(`^(?:${currency}|\\p{Sc})\\s*|\\s*(?:${currency}|\\p{Sc})$`, 'giu');
  return text.replace(end, '').trim();
}

type Split = { whole: string; fraction: string } | { error: string };

function split(text: string, { currency, locales = visitorLocales() }: AmountRules): Split {
  const number = { error: 'Enter an amount in digits, for example 12.50.' };
  const plain = GROUPED.test(text) ? text.replace(SPACES, '') : text;
  if (!/^[\d.,]+$/.test(plain) || !/\d/.test(plain)) return number;
  const marks = plain.replace(/\d/g, '');
  if (!marks) return { whole: plain, fraction: '' };
  const last = marks.at(-1)!;
  const at = plain.lastIndexOf(last);
  const [before, after] = [plain.slice(0, at), plain.slice(at + 1)];
  if (marks.length === 1) {
    if (after.length !== 3 || !/^[1-9]\d{0,2}$/.test(before))
      return { whole: before || '0', fraction: after };
    // Three digits after the only mark: a thousand to some, a fraction to others.
    if (last === separators(locales).group) return { whole: before + after, fraction: '' };
    if (currencyDecimals(currency) >= 3) return { whole: before, fraction: after };
    return {
      error: `Is it ${before}${after} or ${amountText(`${before}.${after.slice(0, 2)}`)}? Enter it without thousands separators.`,
    };
  }
  const grouping = new Set(marks.slice(0, -1));
  if (grouping.size > 1) return number;
  const group = marks[0]!;
  const isGroupedThroughout = group === last;
  const whole = isGroupedThroughout ? plain : before;
  if (!new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$`).test(whole)) return number;
  return { whole: whole.replaceAll(group, ''), fraction: isGroupedThroughout ? '' : after };
}

function separators(locales: string[]): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locales.length ? locales : 'en').formatToParts(12345.6);
  const of = (type: string, otherwise: string): string =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: of('group', ','), decimal: of('decimal', '.') };
}

function decimalsText(currency: string, decimals: number): string {
  return decimals === 0
    ? `Enter a whole number. ${currency} has no decimals.`
    : `Enter at most ${decimals} decimals.`;
}
