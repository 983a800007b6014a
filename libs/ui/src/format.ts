/** Money as the API carries it: a decimal string and an ISO 4217 code. */
export interface MoneyValue {
  amount: string;
  currency: string;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** An amount as a person reads it, e.g. "€19.99". */
export function formatMoney(money: MoneyValue | null | undefined): string {
  if (!money) return '–';
  let formatter = formatters.get(money.currency);
  if (!formatter) {
    formatter = new Intl.NumberFormat('en', { style: 'currency', currency: money.currency });
    formatters.set(money.currency, formatter);
  }
  return formatter.format(Number(money.amount)).replace('-', '−');
}

/** An amount that came or went, e.g. "+€19.99" and "−€5.00". */
export function formatMovement(money: MoneyValue): string {
  return `${Number(money.amount) > 0 ? '+' : ''}${formatMoney(money)}`;
}

const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

const shortDateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** A point in time in the reader's own zone. */
export function formatDateTime(value: string | null | undefined): string {
  return value ? dateTime.format(new Date(value)) : '–';
}

/** The same to the minute: for lists, where many stand below each other. */
export function formatMinute(value: string | null | undefined): string {
  return value ? shortDateTime.format(new Date(value)) : '–';
}

/** Only the day: where there is little room. */
export function formatDay(value: string | null | undefined): string {
  return value ? date.format(new Date(value)) : '–';
}
