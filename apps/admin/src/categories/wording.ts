import type { AdminCategory, AdminTerm } from '@tandem/ui';
import { formatNumber } from '@tandem/ui/format';

export interface Impact {
  parts: number;
  deleted_parts: number;
  children: number;
}

export const partsText = (n: number): string => `${formatNumber(n)} ${n === 1 ? 'part' : 'parts'}`;

const categoriesText = (n: number): string =>
  `${formatNumber(n)} ${n === 1 ? 'category' : 'categories'}`;

/** What is in a category, or which games have a genre, that somebody wants to delete. */
export function impactText(
  { parts, deleted_parts, children }: Impact,
  { none, some } = { none: 'Nothing is in it.', some: 'In it' },
): string {
  const inIt = [
    ...(parts > 0 ? [partsText(parts)] : []),
    ...(children > 0 ? [categoriesText(children)] : []),
    ...(deleted_parts > 0
      ? [`${formatNumber(deleted_parts)} deleted ${deleted_parts === 1 ? 'part' : 'parts'}`]
      : []),
  ];
  if (inIt.length === 0) return none;
  const last = inIt.pop()!;
  return `${some}: ${inIt.length > 0 ? `${inIt.join(', ')} and ${last}` : last}.`;
}

/** How far the parts are that follow a change; null: there is none. */
export function changeText(
  { change, closes_into }: Pick<AdminCategory, 'change' | 'closes_into'>,
  into?: string,
): string | null {
  if (!change) return null;
  const far = `${formatNumber(change.done)} of ${partsText(change.total)}`;
  if (change.kind === 'rename') return `New name on ${far}`;
  return closes_into ? `Merging into ${into ?? 'another'}: ${far}` : `Being deleted: ${far}`;
}

export const TERM_WORDS = {
  genres: {
    title: 'Genres',
    one: 'genre',
    many: 'genres',
    has: { none: 'No game has this genre.', some: 'With this genre' },
  },
  platforms: {
    title: 'Platforms',
    one: 'platform',
    many: 'platforms',
    has: { none: 'No game has this platform.', some: 'On this platform' },
  },
} as const;

/** How far the games are that follow a change of a genre or platform. */
export function termChangeText({ change, closes_into }: AdminTerm, into?: string): string {
  return changeText({ change, closes_into }, into) ?? '';
}
