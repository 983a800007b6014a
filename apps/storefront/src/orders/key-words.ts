import type { OrderKey } from '@tandem/ui';

/** How the key of one unit of a game stands. */
type KeyStatus = OrderKey['status'];

/** What a key says that can't be shown; null for one that can. */
export function keyNote(status: KeyStatus): string | null {
  switch (status) {
    case 'pending':
      return 'We are getting your key. It appears here by itself.';
    case 'replaced':
      return 'This key was replaced. Please use the other one.';
    case 'refunded':
      return 'We could not get this key. Its price is refunded.';
    default:
      return null;
  }
}

/** Kinds of pictures by how their base64 begins. Anything else is taken for the most common. */
const PICTURES: readonly (readonly [string, string])[] = [
  ['/9j/', 'jpeg'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
];

/** The address that shows a picture of a key. */
export function pictureOf(base64: string): string {
  const kind = PICTURES.find(([begin]) => base64.startsWith(begin))?.[1] ?? 'png';
  return `data:image/${kind};base64,${base64}`;
}
