import type { PartStatus } from '@tandem/contracts';
import { validationFailed } from '@tandem/kernel';
import type { PartContent } from './part-content.js';
import type { ContentDto } from './part.dto.js';

/** Where a part stands; it has a time exactly when it is scheduled. */
type Publication = Pick<PartContent, 'status' | 'publish_at'>;

const WAITING: readonly PartStatus[] = ['draft', 'scheduled'];

/**
 * Where a part stands after staff wrote these fields. A draft that is given a time is scheduled, and one whose time is
 * taken back is a draft.
 * @throws DomainError 422 on `publish_at`.
 */
export function publicationOf(
  before: PartContent,
  { status, publish_at }: Pick<ContentDto, 'status' | 'publish_at'>,
): Publication {
  const wanted = status ?? before.status;
  if (publish_at) {
    const at = new Date(publish_at).toISOString();
    if (!WAITING.includes(wanted)) throw refused('belongs to drafts and scheduled parts only');
    if (at !== before.publish_at && Date.parse(at) <= Date.now()) throw refused('must lie ahead');
    return { status: 'scheduled', publish_at: at };
  }
  if (wanted !== 'scheduled') return { status: wanted, publish_at: null };
  if (publish_at === undefined && before.publish_at !== null)
    return { status: wanted, publish_at: before.publish_at };
  if (status === 'scheduled') throw refused('is missing: a scheduled part has a time');
  return { status: 'draft', publish_at: null };
}

const refused = (message: string) => validationFailed([{ field: 'publish_at', message }]);

/** What a roll-back brings back of it: one whose time has passed is a draft. Former releases kept a time with drafts. */
export function publicationThen(then: {
  status: PartStatus;
  publish_at?: string | null;
}): Publication {
  if (!WAITING.includes(then.status)) return { status: then.status, publish_at: null };
  const { publish_at } = then;
  return publish_at && Date.parse(publish_at) > Date.now()
    ? { status: 'scheduled', publish_at }
    : { status: 'draft', publish_at: null };
}
