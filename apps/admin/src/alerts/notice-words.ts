import type { Notice } from '@tandem/contracts/socket';

type Place = Pick<Notice, 'update' | 'part_id' | 'run_id'>;

/** Where the person can look into it. */
export function placeOfNotice({ update, part_id, run_id }: Place) {
  if (update === 'bulk_change' && run_id) return { name: 'bulk-change', params: { id: run_id } };
  if (update === 'import') return { name: 'imports' };
  return part_id === null ? null : { name: 'part', params: { id: String(part_id) } };
}

/** Whose updates may be repeated; the owner of a bulk change looks again, as stock is for other staff than content. */
export const mayRepeat = ({ update }: Place, may: (permission: string) => boolean): boolean =>
  may('content:write') || (update === 'bulk_change' && may('stock:write'));

interface Refusal {
  status: number;
  code?: string | undefined;
  message: string;
}

/** Whether asking again would be answered the same. */
export const isFinal = ({ status, code }: Refusal): boolean =>
  status === 404 || status === 422 || (status === 409 && code !== 'too_many_imports');

const GONE: Readonly<Record<Notice['update'], string>> = {
  planned_switch: 'The part was deleted.',
  bulk_change: 'The bulk change is no longer kept.',
  import: 'The import is no longer kept.',
};

/** In sentences. */
export function whyNotRepeated({ update }: Place, refusal: Refusal): string {
  if (!isFinal(refusal)) return refusal.message;
  return `This can’t be tried again. ${refusal.status === 404 ? GONE[update] : refusal.message}`;
}
