import { mayBecome, PART_STATUSES, STATUS_WORDS } from '@tandem/contracts/part-statuses';
import { formatDateTime, formatDay } from '@tandem/ui/format';
import type { AdminPart } from '@tandem/ui';

const amount = (days: number): string => {
  if (days % 365 !== 0) return `${days} days`;
  return days === 365 ? 'a year' : `${days / 365} years`;
};

/** What was removed from a list. */
interface Removed {
  before: string;
  kept_days: number;
  kept_newest?: number;
}

/** Says of a list of `things` why it does not begin where the part did. */
export const removedText = (things: string, { before, kept_days, kept_newest }: Removed): string =>
  `${things} before ${formatDay(before)} were removed; the shop keeps them for ${amount(kept_days)}${kept_newest === undefined ? '' : `, and the newest ${kept_newest} of each part for good`}.`;

/** The same at the end of a list: null on a page that has a next one, and where nothing is missing. */
export const removedAtEnd = (
  things: string,
  page: { removed: Removed | null; next_cursor: string | null } | undefined,
): string | null => (page?.removed && !page.next_cursor ? removedText(things, page.removed) : null);

/** A version as the history lists it. */
export interface Version {
  version_number: number;
  change_summary: string | null;
  created_by_name: string | null;
  created_at: string;
  is_active: boolean;
}

/** What follows from other fields, or what nobody puts back, is not put back alone. */
const FOLLOWS = new Set(['slug', 'deleted_at', 'kind', 'id', 'version']);
export const canRestore = (field: string): boolean => !FOLLOWS.has(field);

type Status = AdminPart['status'];

export const STATUS_CHOICES: { value: Status; title: string }[] = PART_STATUSES.map((value) => ({
  value,
  title: STATUS_WORDS[value],
}));

/** What a part of this status can stay or become. */
export const choicesFrom = (status: Status) =>
  STATUS_CHOICES.filter(({ value }) => mayBecome(status, value));

/** Each part is scheduled at a time of its own: only its editor asks for one. */
export const UNTIMED_CHOICES = STATUS_CHOICES.filter(({ value }) => value !== 'scheduled');

export const STATUS_COLOURS: Readonly<Record<Status, string | undefined>> = {
  draft: undefined,
  scheduled: 'info',
  active: 'success',
  archived: 'warning',
  discontinued: 'secondary',
};

/** What shoppers see of a part in a status. */
export const SEEN_IN: Readonly<Record<Status, string>> = {
  draft: 'Shoppers do not see it.',
  scheduled: 'Shoppers see it from the time you chose.',
  active: 'Shoppers see it now.',
  archived: 'Shoppers do not see it until you publish it again.',
  discontinued: 'Its page says that it is no longer sold.',
};

export const KIND_CHOICES: { value: AdminPart['kind']; title: string }[] = [
  { value: 'physical', title: 'Physical' },
  { value: 'game', title: 'Game' },
];

export const statusText = (status: string): string =>
  STATUS_CHOICES.find(({ value }) => value === status)?.title ?? status;

export const kindText = (kind: string): string =>
  KIND_CHOICES.find(({ value }) => value === kind)?.title ?? kind;

const FIELDS: Readonly<Record<string, string>> = {
  part_name: 'Name',
  sku: 'SKU',
  slug: 'Web address',
  description: 'Description',
  category_id: 'Category',
  category: 'Category',
  price: 'Price',
  sale: 'Sale',
  specifications: 'Specifications',
  images: 'Images',
  status: 'Status',
  publish_at: 'Publish at',
  deleted_at: 'Deleted',
  genres: 'Genres',
  genre_ids: 'Genres',
  platforms: 'Platforms',
  platform_ids: 'Platforms',
  region: 'Region',
  publisher: 'Publisher',
  developer: 'Developer',
  release_date: 'Release date',
  kind: 'Kind',
};

/** A field of the API as staff call it. */
export function fieldText(field: string): string {
  const words = field.replaceAll('_', ' ');
  return FIELDS[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const ORDER = Object.keys(FIELDS);

/** Fields in the order of the form, and what it does not have after them. */
export const byForm = (one: string, other: string): number => rank(one) - rank(other);

const rank = (field: string): number => ORDER.indexOf(field) + 1 || ORDER.length + 1;

/** The service's own summary of a version names fields as the API does: "Changed part_name, price". */
export function summaryText(summary: string | null): string {
  const given = /^Gave (\w+) back to G2A$/.exec(summary ?? '')?.[1];
  if (given) return `Gave ${fieldText(given).toLowerCase()} back to G2A`;
  const [, back, version] = /^Rolled (.+) back to version (\d+)$/.exec(summary ?? '') ?? [];
  if (back) return `Rolled ${inWords(back)} back to version ${version}`;
  if (!summary?.startsWith('Changed ')) return summary ?? 'No summary';
  return `Changed ${inWords(summary.slice('Changed '.length))}`;
}

/** A list of fields as it stands in a sentence. */
const inWords = (fields: string): string =>
  fields
    .split(', ')
    .map((field) => (field === 'sku' ? 'SKU' : fieldText(field).toLowerCase()))
    .join(', ');

/** Going back to the moment a part was deleted would not bring anything back. */
export const canRollBackTo = (version: Pick<Version, 'is_active' | 'change_summary'>): boolean =>
  !version.is_active && version.change_summary !== 'Deleted';

/** A value of a version as staff read it. */
export function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '(empty)';
  if (Array.isArray(value)) {
    if (!value.length) return '(none)';
    return value.map((row) => rowText(row)).join('\n');
  }
  if (field === 'sale') return saleText(value as NonNullable<AdminPart['sale']>);
  if (typeof value === 'object') return rowText(value);
  if (field === 'publish_at') return formatDateTime(String(value));
  if (field === 'status') return statusText(String(value));
  if (field === 'kind') return kindText(String(value));
  return String(value);
}

const saleText = ({ price, from, until }: NonNullable<AdminPart['sale']>): string =>
  `${rowText(price)} from ${formatDateTime(from)} until ${formatDateTime(until)}`;

function rowText(row: unknown): string {
  if (!row || typeof row !== 'object') return String(row);
  const { name, value, unit, alt, amount, currency } = row as Record<string, string | undefined>;
  if (amount && currency) return `${amount} ${currency}`;
  if (alt !== undefined) return alt || 'An image';
  if (value !== undefined) return [`${name}:`, value, unit].filter(Boolean).join(' ');
  return name ?? JSON.stringify(row);
}
