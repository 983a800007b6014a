import { changedFields, withoutIdleSale, type PartContent } from './part-content.js';
import { requireRules } from './part-rules.js';

/** What a part becomes, and the fields in which that differs from what it is. */
export interface Judged {
  content: PartContent;
  changed: (keyof PartContent)[];
}

/**
 * The one judge of what somebody makes of a part, whether alone, in bulk or from a file. What changes nothing is not held
 * against anybody.
 * @throws DomainError 422 for a move between statuses that there is none of, or when shoppers would see images without texts.
 */
export function judgeContent(before: PartContent, wanted: PartContent): Judged {
  const content = withoutIdleSale(wanted);
  const changed = changedFields(before, content);
  if (changed.length > 0) requireRules(before, content);
  return { content, changed };
}
