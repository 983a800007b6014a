import type { Chart } from '@tandem/ui';
import { serviceName } from '../background/wording';
import { eventName } from '../events/feed';

type Unit = Chart['unit'];

const UNITS: Readonly<Record<Unit, string>> = {
  'per minute': ' a minute',
  'per second': ' a second',
  milliseconds: ' ms',
  seconds: ' s',
  share: '',
  count: '',
};

const digits = (value: number): number => (value === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** The number alone, as it stands at an axis. */
export function plainValue(value: number, unit: Unit): string {
  if (unit === 'share')
    return value.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
  return value.toLocaleString('en', { maximumFractionDigits: digits(Math.abs(value)) });
}

/** "12 a minute"; nothing is known of what was not measured. */
export const valueText = (value: number | null, unit: Unit): string =>
  value === null ? '–' : plainValue(value, unit) + UNITS[unit];

/** A series as staff call it: an event, a service, or the word that the shop has for it. */
export function seriesName(chart: Chart['name'], series: string): string {
  if (series === 'all') return 'All';
  if (series === 'shop') return 'The whole shop';
  if (chart === 'stock' || chart === 'types') return eventName(series);
  if (['errors', 'slowest', 'lag', 'handled'].includes(chart)) return serviceName(series);
  if (chart === 'outbox') return serviceName(SERVICE_OF_SCHEMA[series] ?? series);
  const words = series.replaceAll(/[_-]/g, ' ');
  return chart === 'orders' ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

const SERVICE_OF_SCHEMA: Readonly<Record<string, string>> = {
  orders: 'order',
  sync: 'sync-gateway',
  realtime: 'realtime-gateway',
};

/** The newest value that is known, of a series. */
export const newest = (values: readonly (number | null)[]): number | null =>
  values.findLast((value) => value !== null) ?? null;
