import { fromMinor } from '@tandem/kernel';
import type { AuditEntry } from '@tandem/ui';
import { formatDateTime, formatMoney } from '@tandem/ui/format';

/** What staff call the tables that they ask about most; others have their own name. */
const TABLES: Readonly<Record<string, { text: string; one: string; page?: string }>> = {
  parts: { text: 'Parts', one: 'Part', page: 'part' },
  part_content_versions: { text: 'Versions of parts', one: 'Version of a part' },
  stock_levels: { text: 'Stock', one: 'Stock of part', page: 'part' },
  safety_buffers: { text: 'Safety buffers', one: 'Safety buffer of part', page: 'part' },
  categories: { text: 'Categories', one: 'Category' },
  orders: { text: 'Orders', one: 'Order', page: 'order' },
  reservations: { text: 'Reservations', one: 'Reservation' },
  ledger_accounts: { text: 'Accounts of the ledger', one: 'Ledger account' },
  payments: { text: 'Payments', one: 'Payment' },
  refunds: { text: 'Refunds', one: 'Refund' },
  users: { text: 'Accounts', one: 'Account', page: 'account' },
  user_roles: { text: 'Roles of accounts', one: 'Roles of account', page: 'account' },
  roles: { text: 'Roles', one: 'Role', page: 'role' },
  role_permissions: { text: 'Permissions of roles', one: 'Permissions of role', page: 'role' },
  product_links: { text: 'Product links', one: 'Product link' },
  feature_flags: { text: 'Feature flags', one: 'Feature flag' },
};

export const TABLE_CHOICES = Object.entries(TABLES).map(([value, { text }]) => ({
  value,
  title: text,
}));

export const OPERATIONS = [
  { value: 'INSERT', title: 'Added' },
  { value: 'UPDATE', title: 'Changed' },
  { value: 'DELETE', title: 'Removed' },
];

export const operationText = (entry: Pick<AuditEntry, 'operation'>): string =>
  OPERATIONS.find(({ value }) => value === entry.operation)!.title;

/** Ids longer than this are shown by their end. */
const LONGEST_ID = 12;

export const tableText = (table: string): string => TABLES[table]?.text ?? table;

export function recordText({ table_name, record_id }: AuditEntry): string {
  const one = TABLES[table_name]?.one ?? table_name;
  if (record_id === null) return one;
  return `${one} ${record_id.length > LONGEST_ID ? `…${record_id.slice(-8)}` : record_id}`;
}

/** The page about a record, where there is one. */
export function recordPage({ table_name, record_id }: AuditEntry) {
  const name = TABLES[table_name]?.page;
  if (!name || !record_id) return null;
  return { name, params: name === 'role' ? { name: record_id } : { id: record_id } };
}

/** Who did it, as staff know them. */
export function whoText({
  changed_by,
  changed_by_email,
}: Pick<AuditEntry, 'changed_by' | 'changed_by_email'>): string {
  if (changed_by === null) return 'The shop itself';
  return changed_by_email ?? `Account ${changed_by.slice(0, 8)}, which is gone`;
}

/** They follow from the rest of the row, or tell only that it changed. */
const FOLLOWING = new Set([
  ...['updated_at', 'updated_by', 'updated_by_name', 'version', 'price_amount'],
]);

const PLAIN: Readonly<Record<string, string>> = { part_name: 'Name', sku: 'SKU' };

export function fieldText(field: string): string {
  const words = field.replace(/_(minor|id|at)$/, '').replaceAll('_', ' ');
  return PLAIN[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

type Row = AuditEntry['new_values'];

function valueText(field: string, row: Row): string {
  const value = row?.[field];
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') return JSON.stringify(value);
  const currency = row?.['currency'];
  if (field.endsWith('_minor') && typeof currency === 'string')
    return formatMoney(fromMinor(value as number, currency));
  if (field.endsWith('_at') && typeof value === 'string') return formatDateTime(value);
  return String(value);
}

export interface Change {
  field: string;
  before: string;
  after: string;
}

/** What is different after it, field by field; of a row that is added or removed, what it held. */
export function changesOf({ old_values: before, new_values: after }: AuditEntry): Change[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !FOLLOWING.has(field))
    .filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]))
    .map((field) => ({
      field,
      before: valueText(field, before),
      after: valueText(field, after),
    }))
    .filter((change) => change.before !== change.after);
}

const SHOWN = 3;
const LONGEST = 60;

const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

const withoutMarkup = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Rich text is told as people read it, unless only its markup has changed. */
function lineOf({ field, before, after }: Change): string {
  const [was, is] = [before, after].map(withoutMarkup) as [string, string];
  const said = field === 'description' && was !== is ? [was, is] : [before, after];
  return `${fieldText(field)}: ${said.map(short).join(' → ')}`;
}

const NAMING: Readonly<Record<string, string>> = {
  user_roles: 'role',
  role_permissions: 'permission',
};

/** Of what is a row each and nothing else, the row says all: which role somebody was given, or has lost. */
function nameOf({ table_name, old_values, new_values }: AuditEntry): string[] {
  const field = NAMING[table_name];
  return field ? [`${fieldText(field)}: ${valueText(field, new_values ?? old_values)}`] : [];
}

/** The first changes in a line each. */
export function summaryOf(entry: AuditEntry): string[] {
  if (entry.operation !== 'UPDATE') return nameOf(entry);
  const changes = changesOf(entry);
  const lines = changes.slice(0, SHOWN).map(lineOf);
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
