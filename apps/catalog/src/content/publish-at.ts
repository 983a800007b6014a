import { validationFailed } from '@tandem/kernel';
import type { PartContent, PartStatus } from './part-content.js';
import type { ContentDto } from './part.dto.js';

/**
 * When the part is published by itself after staff wrote these fields: only a draft waits for a time.
 * @throws DomainError 422 on `publish_at`.
 */
export function publishAtOf(
  before: PartContent,
  { publish_at }: Pick<ContentDto, 'publish_at'>,
  status: PartStatus,
): string | null {
  if (!publish_at) return publish_at === null || status !== 'draft' ? null : before.publish_at;
  const at = new Date(publish_at).toISOString();
  if (status !== 'draft') throw refused('belongs to drafts only');
  if (at !== before.publish_at && Date.parse(at) <= Date.now()) throw refused('must lie ahead');
  return at;
}

const refused = (message: string) => validationFailed([{ field: 'publish_at', message }]);

/** What a roll-back brings back of it: a time that has passed leaves the draft as it is. */
export const publishAtThen = (then: {
  status: PartStatus;
  publish_at?: string | null;
}): string | null =>
  then.status === 'draft' && then.publish_at && Date.parse(then.publish_at) > Date.now()
    ? then.publish_at
    : null;
