import { imagesWithoutText } from './errors.js';
import type { PartContent } from './part-content.js';

/**
 * Who cannot see an image of a part that is for sale is told what it shows.
 * @throws DomainError 422 on `status` when the part is being published, else on `alt`.
 */
export function requireImageTexts(before: PartContent, after: PartContent): void {
  if (after.status !== 'active' && after.publish_at === null) return;
  const without = after.images.flatMap(({ alt }, at) => (alt === '' ? [at + 1] : []));
  if (without.length > 0)
    throw imagesWithoutText(before.status === 'active' ? 'alt' : 'status', without);
}
