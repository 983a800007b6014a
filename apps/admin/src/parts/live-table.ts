import type { AdminPart, AdminPartPage, ListChange } from '@tandem/ui';

/** The page with what has become of one of its parts, in its place; the same page when it is not among them. */
export function withPart(page: AdminPartPage, part: AdminPart): AdminPartPage {
  const at = page.items.findIndex(({ id }) => id === part.id);
  const row = page.items[at];
  if (!row) return page;
  const older = part.version < row.version || part.stock.version < row.stock.version;
  return older ? page : { ...page, items: page.items.with(at, part) };
}

const BRINGS_PARTS = new Set(['created', 'restored', 'several']);

/** The parts that a change of the list would bring to a page that does not show them. */
export function newcomers(page: AdminPartPage, { part_ids, reason }: ListChange): number[] {
  if (!reason || !BRINGS_PARTS.has(reason)) return [];
  const shown = new Set(page.items.map(({ id }) => id));
  return (part_ids ?? []).filter((id) => !shown.has(id));
}
