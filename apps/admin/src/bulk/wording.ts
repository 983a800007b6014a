import type { BulkChange, BulkRow, BulkRun } from '@tandem/ui';
import { formatMoney, formatNumber } from '@tandem/ui/format';
import { statusText } from '../parts/wording';

type Look = { text: string; color?: string };

export const STATES: Readonly<Record<BulkRun['state'], Look>> = {
  ready: { text: 'Not started', color: 'info' },
  running: { text: 'Running', color: 'primary' },
  finished: { text: 'Finished', color: 'success' },
  cancelled: { text: 'Stopped', color: 'warning' },
  undoing: { text: 'Being undone', color: 'primary' },
  undone: { text: 'Undone' },
};

export const RESULTS: Readonly<Record<BulkRow['result'], Look>> = {
  open: { text: 'To be changed', color: 'info' },
  done: { text: 'Changed', color: 'success' },
  unchanged: { text: 'Nothing to change' },
  conflict: { text: 'Edited by somebody else', color: 'warning' },
  refused: { text: 'Not possible', color: 'error' },
  restored: { text: 'Restored' },
  not_restored: { text: 'Not restored', color: 'warning' },
};

type NameOf = (categoryId: string) => string | undefined;

/** What a bulk change is to do: "Price: −10%, rounded to .99 · Status: Hidden". */
export function changeText(
  { price, category_id, status, stock }: BulkChange,
  categoryName: NameOf,
): string {
  const said: string[] = [];
  if (price) said.push(`Price: ${priceText(price)}`);
  if (category_id !== undefined) said.push(`Category: ${categoryText(category_id, categoryName)}`);
  if (status) said.push(`Status: ${statusText(status)}`);
  if (stock) said.push(`Stock: ${unitsText(stock)} (${stock.reason})`);
  return said.join(' · ');
}

function priceText({ mode, amount, percent, rounding }: NonNullable<BulkChange['price']>): string {
  const rounded = rounding === '99' ? ', rounded to .99' : '';
  if (mode === 'percent') return `${signed(percent ?? '0')}%${rounded}`;
  if (mode === 'set') return formatMoney(amount) + rounded;
  const plus = amount?.amount.startsWith('-') ? '' : '+';
  return plus + formatMoney(amount) + rounded;
}

function unitsText({ mode, units = 0, percent }: NonNullable<BulkChange['stock']>): string {
  if (mode === 'percent') return `${signed(percent ?? '0')}%`;
  if (mode === 'set') return formatNumber(units);
  return units < 0 ? `−${formatNumber(-units)}` : `+${formatNumber(units)}`;
}

const signed = (text: string): string => (text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`);

const categoryText = (id: string | null, nameOf: NameOf): string =>
  id === null ? 'none' : (nameOf(id) ?? 'a deleted category');

/** The values of a row, before or after, in one line. */
export function valuesText(
  { price, category_id, status, stock }: BulkRow['before'],
  categoryName: NameOf,
): string {
  const said: string[] = [];
  if (price) said.push(formatMoney(price));
  if (category_id !== undefined) said.push(categoryText(category_id, categoryName));
  if (status) said.push(statusText(status));
  if (stock !== undefined) said.push(formatNumber(stock));
  return said.join(' · ') || '–';
}

/** The results that a run has, with how many parts have each. */
export function resultCounts(run: BulkRun): { result: BulkRow['result']; count: number }[] {
  const counts: Record<BulkRow['result'], number> = {
    open: run.open,
    done: run.done,
    unchanged: run.unchanged,
    conflict: run.conflicts,
    refused: run.refused,
    restored: run.restored,
    not_restored: run.not_restored,
  };
  return (Object.entries(counts) as [BulkRow['result'], number][])
    .filter(([, count]) => count > 0)
    .map(([result, count]) => ({ result, count }));
}

export const partsText = (count: number): string =>
  `${formatNumber(count)} ${count === 1 ? 'part' : 'parts'}`;

export const isAtWork = ({ state }: Pick<BulkRun, 'state'>): boolean =>
  state === 'running' || state === 'undoing';

/** How far it is, from 0 to 100. */
export function percentDone(run: BulkRun): number {
  const left = run.state === 'undoing' ? run.done : run.open;
  const all = run.state === 'undoing' ? run.done + run.restored + run.not_restored : run.parts;
  return all === 0 ? 100 : Math.round(((all - left) / all) * 100);
}
