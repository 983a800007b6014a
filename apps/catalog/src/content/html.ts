import { DESCRIPTION_MARKUP } from '@tandem/contracts/markup';
import { invalidField, lengthOf } from '@tandem/kernel';
import sanitizeHtml from 'sanitize-html';

const { tags, attributes, schemes } = DESCRIPTION_MARKUP;
const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...tags],
  allowedAttributes: Object.fromEntries(
    Object.entries(attributes).map(([tag, names]) => [tag, [...names]]),
  ),
  allowedSchemes: [...schemes],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }) },
};

/** As long as a description may be, as it is kept: in characters, escaped. */
export const MAX_DESCRIPTION = 50_000;

/**
 * Keeps the markup a description may have and drops the rest, scripts with their text included.
 * @throws DomainError 422 on `description` when what is kept is too long: an ampersand is kept as `&amp;`.
 */
export function sanitiseDescription(html: string): string {
  const kept = sanitizeHtml(html, OPTIONS).trim();
  const length = lengthOf(kept);
  if (length <= MAX_DESCRIPTION) return kept;
  throw invalidField(
    'description',
    `must have at most ${MAX_DESCRIPTION} characters as HTML, where & counts as &amp;; it has ${length}`,
  );
}
