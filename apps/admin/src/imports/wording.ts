import { formatNumber } from '@tandem/ui/format';
import type { ImportField, PartsImport } from '@tandem/ui';

const FIELDS: Record<ImportField, string> = {
  sku: 'SKU',
  kind: 'Kind',
  part_name: 'Name',
  description: 'Description',
  category: 'Category',
  price: 'Price',
  currency: 'Currency',
  stock: 'Stock',
  status: 'Status',
  publish_at: 'Publish at',
  specifications: 'Specifications',
  image_urls: 'Pictures',
  image_alts: 'Texts of pictures',
  genres: 'Genres',
  platforms: 'Platforms',
  region: 'Region',
  publisher: 'Publisher',
  developer: 'Developer',
  release_date: 'Release date',
};

/** What a column can be for. */
export const FIELD_CHOICES = Object.entries(FIELDS).map(([value, title]) => ({ value, title }));

interface Look {
  text: string;
  color?: string;
}

const STATUSES: Record<PartsImport['status'], Look> = {
  uploading: { text: 'Uploading' },
  queued: { text: 'Waiting' },
  running: { text: 'Running', color: 'primary' },
  completed: { text: 'Done', color: 'success' },
  cancelled: { text: 'Cancelled' },
  failed: { text: 'Stopped', color: 'error' },
};
export const statusLook = ({ status }: Pick<PartsImport, 'status'>): Look => STATUSES[status];

export const isOpen = ({ status }: Pick<PartsImport, 'status'>): boolean =>
  status === 'uploading' || status === 'queued' || status === 'running';

/** How much of the file is read, from 0 to 100. */
export const progressOf = ({
  processed_bytes,
  total_bytes,
}: Pick<PartsImport, 'processed_bytes' | 'total_bytes'>): number =>
  total_bytes === 0 ? 0 : Math.floor((processed_bytes * 100) / total_bytes);

type Counts = Pick<PartsImport, 'created' | 'updated' | 'unchanged' | 'failed' | 'dry_run'>;

/** What became of the rows so far, or would. */
export function outcomeOf({ created, updated, unchanged, failed, dry_run }: Counts): string {
  const said = [
    `${formatNumber(created)} ${dry_run ? 'to add' : 'added'}`,
    `${formatNumber(updated)} ${dry_run ? 'to change' : 'changed'}`,
    `${formatNumber(unchanged)} the same`,
  ];
  return [...said, ...(failed > 0 ? [`${formatNumber(failed)} with errors`] : [])].join(', ');
}

/** What of its pictures is still to come, or could not be had; undefined: nothing. */
export function picturesOf({
  images_waiting: waiting,
  images_failed: failed,
}: Pick<PartsImport, 'images_waiting' | 'images_failed'>) {
  const said = [
    ...(waiting > 0 ? [`${pictures(waiting)} still to come`] : []),
    ...(failed > 0 ? [`${pictures(failed)} not to be had`] : []),
  ];
  return said.length > 0 ? said.join(', ') : undefined;
}

const pictures = (n: number): string => `${formatNumber(n)} picture${n === 1 ? '' : 's'}`;
