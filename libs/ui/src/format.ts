import { moneyFormat } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { visitorLocales } from './locale';

/** Making a format costs more than using it a thousand times; a visitor may change their language meanwhile. */
function kept<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const name = `${String(globalThis.navigator?.languages)} ${key}`;
    const known = made.get(name) ?? make(key);
    made.set(name, known);
    return known;
  };
}

const locales = (): string[] | string => {
  const own = visitorLocales();
  return own.length ? own : 'en';
};

const money = kept((currency) => moneyFormat(currency, locales()));
const roundMoney = kept((currency) =>
  moneyFormat(currency, locales(), { trailingZeroDisplay: 'stripIfInteger' }),
);

const signed = (text: string): string => text.replace('-', '−');

/** An amount as the reader is used to it, e.g. "€19.99" or "19,99 €". */
export function formatMoney(value: Money | null | undefined): string {
  if (!value) return '–';
  return signed(money(value.currency)(value));
}

/** The same without ",00": for amounts to choose from. */
export function formatRoundMoney(value: Money): string {
  return signed(roundMoney(value.currency)(value));
}

/** An amount that came or went, e.g. "+€19.99" and "−€5.00". */
export function formatMovement(value: Money): string {
  return `${Number(value.amount) > 0 ? '+' : ''}${formatMoney(value)}`;
}

/** A count, grouped as the reader is used to. */
export function formatNumber(value: number): string {
  return numbers('').format(value);
}

const numbers = kept(() => new Intl.NumberFormat(locales()));

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  second: { dateStyle: 'medium', timeStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
};
const moments = kept((style) => new Intl.DateTimeFormat(locales(), STYLES[style]));

function formatMoment(value: string | null | undefined, style: keyof typeof STYLES): string {
  const at = value ? new Date(value) : null;
  return at && !Number.isNaN(at.getTime()) ? moments(style).format(at) : '–';
}

/** A point in time in the reader's own zone. */
export function formatDateTime(value: string | null | undefined): string {
  return formatMoment(value, 'second');
}

/** The same to the minute: for lists, where many stand below each other. */
export function formatMinute(value: string | null | undefined): string {
  return formatMoment(value, 'minute');
}

/** Only the day: where there is little room. */
export function formatDay(value: string | null | undefined): string {
  return formatMoment(value, 'day');
}

/** A day without a time, e.g. "2024-02-29": the same day in every zone. */
export function formatDate(day: string | null | undefined): string {
  if (!day) return '–';
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return '–';
  return dates('').format(at);
}

const dates = kept(
  () => new Intl.DateTimeFormat(locales(), { dateStyle: 'long', timeZone: 'UTC' }),
);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The words are the site's: English among English. */
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago or from now, e.g. "5 minutes ago"; after a week the day itself says more. */
export function formatRelative(value: string, now: number): string {
  const distance = new Date(value).getTime() - now;
  const size = Math.abs(distance);
  if (Number.isNaN(distance)) return '–';
  if (size < MINUTE) return distance > 10 * SECOND ? 'in less than a minute' : 'just now';
  if (size < HOUR) return relative.format(Math.trunc(distance / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.trunc(distance / HOUR), 'hour');
  if (size < 7 * DAY) return relative.format(Math.trunc(distance / DAY), 'day');
  return formatDay(value);
}
