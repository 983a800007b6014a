import { mayBecome, type PartStatus } from '@tandem/contracts';
import { illegalMove, imagesWithoutText } from './errors.js';
import type { PartContent } from './part-content.js';

/** Who has one of these is read by shoppers, or will be without anybody looking at it again. */
const READ: readonly PartStatus[] = ['active', 'scheduled', 'discontinued'];

/** Whoever cannot see an image is told what it shows, on every page that shoppers read. */
export const isDescribed = ({ status, images }: PartContent): boolean =>
  !READ.includes(status) || images.every(({ alt }) => alt !== '');

/**
 * What holds for every change of a part, whoever makes it.
 * @throws DomainError 422 on `status` for a move that there is none of; on `status` or `alt` for images that don't say
 *   what they show.
 */
export function requireRules(before: PartContent, after: PartContent): void {
  if (!mayBecome(before.status, after.status)) throw illegalMove(before.status, after.status);
  if (isDescribed(after)) return;
  const without = after.images.flatMap(({ alt }, at) => (alt === '' ? [at + 1] : []));
  throw imagesWithoutText(READ.includes(before.status) ? 'alt' : 'status', without);
}
