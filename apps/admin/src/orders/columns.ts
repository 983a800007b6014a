import type { Filter } from '../table/filters';
import type { Sortings } from '../table/sorting';

/** Of the table of orders; what is roomy is left out of cards. */
export const columns = [
  { title: 'Order', key: 'number', width: '9%' },
  { title: 'Customer', key: 'customer', width: '17%' },
  { title: 'Items', key: 'items', width: '24%' },
  { title: 'Total', key: 'total', width: '12%', align: 'end' as const },
  { title: 'Paid with', key: 'payment_method', width: '11%', roomy: true },
  { title: 'Status', key: 'status', width: '14%' },
  { title: 'Ordered', key: 'created_at', width: '13%' },
];

export const sortings: Sortings = {
  number: [
    { sort: 'oldest', order: 'asc' },
    { sort: 'newest', order: 'desc' },
  ],
  total: [
    { sort: 'total_desc', order: 'desc' },
    { sort: 'total_asc', order: 'asc' },
  ],
};

export const filters: readonly Filter[] = [
  { kind: 'words', name: 'q', label: 'Order number or id', maxlength: 40 },
  { kind: 'day', name: 'from', label: 'From', until: 'to' },
  { kind: 'day', name: 'to', label: 'To', since: 'from' },
  { kind: 'own', name: 'status', label: 'Status' },
  { kind: 'own', name: 'user_id', label: 'Customer' },
];
